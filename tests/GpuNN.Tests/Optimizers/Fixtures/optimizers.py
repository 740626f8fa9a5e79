"""Writes optimizers.csv: the parameters after each of ten steps, and learning rates, by PyTorch 1.13 in float64.

The gradient at step t (from 0) is 0.5*theta**3 - cos(t + i) for element i. Every line is name,step,values...
"""
import torch
from torch.optim import SGD, Adagrad, Adadelta, RMSprop, Adam, AdamW
from torch.optim import lr_scheduler as schedulers

START = [1.0, -0.75, 0.5, 0.125, -2.0]
OPTIMIZERS = {
    "sgd": lambda p: SGD(p, lr=0.1, weight_decay=0.01),
    "momentum": lambda p: SGD(p, lr=0.1, momentum=0.9),
    "dampened": lambda p: SGD(p, lr=0.1, momentum=0.9, dampening=0.3, weight_decay=0.01),
    "nesterov": lambda p: SGD(p, lr=0.1, momentum=0.9, nesterov=True, weight_decay=0.01),
    "adagrad": lambda p: Adagrad(p, lr=0.1, weight_decay=0.01),
    "adadelta": lambda p: Adadelta(p, lr=0.5, rho=0.8, eps=1e-4, weight_decay=0.01),
    "rmsprop": lambda p: RMSprop(p, lr=0.05, alpha=0.9, weight_decay=0.01),
    "rmsprop centred with momentum": lambda p: RMSprop(p, lr=0.05, alpha=0.9, momentum=0.7, centered=True),
    "adam": lambda p: Adam(p, lr=0.1, betas=(0.8, 0.95), weight_decay=0.01),
    "amsgrad": lambda p: Adam(p, lr=0.1, betas=(0.8, 0.95), amsgrad=True),
    "adamw": lambda p: AdamW(p, lr=0.1, betas=(0.8, 0.95), weight_decay=0.05),
}
SCHEDULES = {
    "step decay": lambda o: schedulers.StepLR(o, 3, 0.5),
    "milestones": lambda o: schedulers.MultiStepLR(o, [2, 5, 6], 0.5),
    "exponential": lambda o: schedulers.ExponentialLR(o, 0.9),
    "polynomial": lambda o: schedulers.LinearLR(o, 1.0, 0.25, 8),
    "cosine": lambda o: schedulers.CosineAnnealingLR(o, 9, 0.01),
    "restarts": lambda o: schedulers.CosineAnnealingWarmRestarts(o, 3, 2, 0.01),
    "one cycle": lambda o: schedulers.OneCycleLR(o, 0.5, 10),
}
MEASURES = [1.0, 0.9, 0.95, 0.93, 0.92, 0.5, 0.6, 0.7, 0.8, 0.55]


def lines():
    for name, make in OPTIMIZERS.items():
        theta = torch.tensor(START, dtype=torch.float64, requires_grad=True)
        optimizer = make([theta])
        for step in range(10):
            theta.grad = 0.5 * theta.detach() ** 3 - torch.cos(step + torch.arange(5, dtype=torch.float64))
            optimizer.step()
            yield [name, step] + theta.tolist()
    for name, make in SCHEDULES.items():
        optimizer = SGD([torch.zeros(1)], lr=0.4)
        schedule = make(optimizer)
        for step in range(10):
            yield [name, step, optimizer.param_groups[0]["lr"]]
            optimizer.step()
            if step < 9:
                schedule.step()
    optimizer = SGD([torch.zeros(1)], lr=0.4)
    schedule = schedulers.ReduceLROnPlateau(optimizer, factor=0.5, patience=1)
    for step, measure in enumerate(MEASURES):
        schedule.step(measure)
        yield ["plateau", step, optimizer.param_groups[0]["lr"]]


def write(name, rows):
    with open(name, "w") as file:
        for row in rows:
            file.write(",".join(value if isinstance(value, str) else repr(value) for value in row) + "\n")


if __name__ == "__main__":
    write("optimizers.csv", lines())
