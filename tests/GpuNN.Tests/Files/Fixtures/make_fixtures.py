"""Writes the small files that the readers of safetensors and NumPy are tested with. The safetensors file is put together
byte by byte after the format's description, independently of our writer."""
import json
import pathlib
import struct

import numpy

folder = pathlib.Path(__file__).parent

tensors = {
    "f32": ("F32", numpy.array([-1, 0.5, 3], "<f4")),
    "f64": ("F64", numpy.array([-1, 0.5, 3], "<f8")),
    "i16": ("I16", numpy.array([-1, 2, 300], "<i2")),
    "i8": ("I8", numpy.array([-1, 2, 3], "i1")),
    "u32": ("U32", numpy.array([1, 2, 4000000000], "<u4")),
    "bool": ("BOOL", numpy.array([True, False])),
    "bf16": ("BF16", (numpy.array([1.5, -2], "<f4").view("<u4") >> 16).astype("<u2")),
}
header, data = {"__metadata__": {"format": "pt"}}, b""
for name, (kind, array) in tensors.items():
    header[name] = {"dtype": kind, "shape": list(array.shape), "data_offsets": [len(data), len(data) + array.nbytes]}
    data += array.tobytes()
text = json.dumps(header).encode()
(folder / "python.safetensors").write_bytes(struct.pack("<Q", len(text)) + text + data)

numpy.savez_compressed(
    folder / "python.npz",
    f4=numpy.arange(1, 7, dtype="<f4").reshape(2, 3),
    fortran=numpy.asfortranarray(numpy.arange(1, 7, dtype="<f8").reshape(2, 3)),
    bigendian=numpy.array([1, -2, 70000], ">i4"),
    b1=numpy.array([True, False, True]),
    scalar=numpy.float64(7.5),
    empty=numpy.zeros((0, 2), "<f4"),
)
