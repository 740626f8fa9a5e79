namespace GpuNN.Bench.Jit;

/// <summary>The kernels of <see cref="JitKernels"/> as a person writes them in OpenCL C, with the same rounding.</summary>
internal static class HandWrittenOpenCl
{
    public const string Text = """
        #pragma OPENCL FP_CONTRACT OFF

        __kernel void empty(int nothing) { }

        __kernel void tile16(__global const float* a, __global const float* b, __global float* c, int n)
        {
            __local float tileA[256], tileB[256];
            int x = get_local_id(0), y = get_local_id(1);
            int row = get_group_id(1) * 16 + y, column = get_group_id(0) * 16 + x;
            float sum = 0.0f;
            for (int start = 0; start < n; start += 16)
            {
                tileA[y * 16 + x] = a[row * n + start + x];
                tileB[y * 16 + x] = b[(start + y) * n + column];
                barrier(CLK_LOCAL_MEM_FENCE);
                for (int k = 0; k < 16; k++)
                    sum += tileA[y * 16 + k] * tileB[k * 16 + x];
                barrier(CLK_LOCAL_MEM_FENCE);
            }
            c[row * n + column] = sum;
        }

        __kernel void block64(__global const float* a, __global const float* b, __global float* c, int n)
        {
            __local float tileA[1024], tileB[1024];
            int x = get_local_id(0), y = get_local_id(1);
            int row = get_group_id(1) * 64, column = get_group_id(0) * 64;
            float s00 = 0, s01 = 0, s02 = 0, s03 = 0, s10 = 0, s11 = 0, s12 = 0, s13 = 0;
            float s20 = 0, s21 = 0, s22 = 0, s23 = 0, s30 = 0, s31 = 0, s32 = 0, s33 = 0;
            for (int start = 0; start < n; start += 16)
            {
                for (int i = 0; i < 4; i++)
                {
                    tileA[x * 64 + i * 16 + y] = a[(row + i * 16 + y) * n + start + x];
                    tileB[y * 64 + i * 16 + x] = b[(start + y) * n + column + i * 16 + x];
                }
                barrier(CLK_LOCAL_MEM_FENCE);
                for (int k = 0; k < 16; k++)
                {
                    float a0 = tileA[k * 64 + y], a1 = tileA[k * 64 + 16 + y], a2 = tileA[k * 64 + 32 + y], a3 = tileA[k * 64 + 48 + y];
                    float b0 = tileB[k * 64 + x], b1 = tileB[k * 64 + 16 + x], b2 = tileB[k * 64 + 32 + x], b3 = tileB[k * 64 + 48 + x];
                    s00 += a0 * b0; s01 += a0 * b1; s02 += a0 * b2; s03 += a0 * b3;
                    s10 += a1 * b0; s11 += a1 * b1; s12 += a1 * b2; s13 += a1 * b3;
                    s20 += a2 * b0; s21 += a2 * b1; s22 += a2 * b2; s23 += a2 * b3;
                    s30 += a3 * b0; s31 += a3 * b1; s32 += a3 * b2; s33 += a3 * b3;
                }
                barrier(CLK_LOCAL_MEM_FENCE);
            }
            __global float* place = c + (row + y) * n + column + x;
            place[0] = s00; place[16] = s01; place[32] = s02; place[48] = s03;
            place += 16 * n;
            place[0] = s10; place[16] = s11; place[32] = s12; place[48] = s13;
            place += 16 * n;
            place[0] = s20; place[16] = s21; place[32] = s22; place[48] = s23;
            place += 16 * n;
            place[0] = s30; place[16] = s31; place[32] = s32; place[48] = s33;
        }
        """;
}
