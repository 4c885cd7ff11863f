#!/usr/bin/python3
"""Makes the golden cases beside this file: tiny classifiers, and the maps that PyTorch finds for them in float64.

    apt-get install python3-torch python3-onnx
    /usr/bin/python3 make.py
"""

import json
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper
from torch import nn

HERE = Path(__file__).parent
PICTURE = (3, 32, 48)  # the sides differ: a program that exchanges them fails
PICTURES, CLASSES, ASKED = 2, 5, 2
TOLERANCE = 1e-4
# A float32 program must be able to reach the tolerance: seeds for which PyTorch itself in float32 does not come
# well below it, because a value lies on the kink of a ReLU, are passed over.
FLOAT32_ERROR = 5e-6


class Split(nn.Module):
    """A classifier cut at its target layer."""

    def __init__(self, before, behind):
        super().__init__()
        self.before, self.behind = before, behind

    def forward(self, x):
        return self.behind(self.before(x))


def conv_relu(inputs, outputs, stride):
    return [nn.Conv2d(inputs, outputs, 3, stride, 1, bias=False), nn.BatchNorm2d(outputs), nn.ReLU()]


def stem(channels):
    return conv_relu(3, 8, 2) + conv_relu(8, channels, 2)


def linear_head():
    return Split(
        nn.Sequential(*stem(12)),
        nn.Sequential(nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(12, CLASSES)))


def pool_last():
    return Split(
        nn.Sequential(*stem(10), nn.Conv2d(10, CLASSES, 1)),
        nn.Sequential(nn.AdaptiveAvgPool2d(1), nn.Flatten()))


def softmax_last():
    """The parameters and the logits of what `write_softmax_last` writes."""
    return Split(
        nn.Sequential(nn.Conv2d(3, 10, 5, 4, (2, 1)), nn.ReLU()),
        nn.Sequential(nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(10, CLASSES)))


class Branches(nn.Module):
    def __init__(self):
        super().__init__()
        self.pool = nn.AvgPool2d(3, 1, 1, count_include_pad=False)
        self.conv = nn.Sequential(nn.Conv2d(8, 6, 3, 1, 1), nn.ReLU6())
        self.norm = nn.BatchNorm2d(14)
        self.clip = nn.Hardtanh(-0.5, 1.5)
        self.shrink = nn.AvgPool2d(2, count_include_pad=False)  # with it PyTorch 1.13 writes a Pad that does nothing
        self.dense = nn.Linear(14 * 4 * 6, CLASSES)

    def forward(self, a):
        both = torch.cat([self.pool(a), self.conv(a)], 1)
        return self.dense(self.shrink(self.clip(self.norm(both))).flatten(1))


def branches_behind():
    return Split(nn.Sequential(*stem(8)), Branches())


def randomize(model, seed):
    """Weights that keep numbers near 1, and statistics as if the model had been trained."""
    torch.manual_seed(seed)
    for module in model.modules():
        if isinstance(module, (nn.Conv2d, nn.Linear)):
            nn.init.kaiming_normal_(module.weight)
            if module.bias is not None:
                nn.init.normal_(module.bias, 0, 0.2)
        if isinstance(module, nn.BatchNorm2d):
            nn.init.normal_(module.running_mean, 0, 0.3)
            nn.init.uniform_(module.running_var, 0.5, 2)
            nn.init.uniform_(module.weight, 0.5, 1.5)
            nn.init.normal_(module.bias, 0, 0.3)
    return model.eval()


def maps(model, pictures, classes):
    """Feature map, logits and every expected result, in the precision of `model`."""
    feature = model.before(pictures).detach().requires_grad_()
    logits = model.behind(feature)
    gradient = torch.stack([
        torch.stack([torch.autograd.grad(logits[n, k], feature, retain_graph=True)[0][n] for k in classes[n]])
        for n in range(PICTURES)])
    a = feature.detach()[:, None]
    raw = (gradient.mean((3, 4), keepdim=True) * a).sum(2)
    return feature.detach(), logits.detach(), {
        'gradient': gradient,
        'gradcam_raw': raw,
        'gradcam': raw.clamp(min=0),
        'hirescam': (gradient * a).sum(2),
        'layercam': (gradient.clamp(min=0) * a).sum(2),
    }


def cam(model, feature, classes):
    """The head's own weights, where it is one linear layer behind the pool, or none."""
    linear = [module for module in model.behind if isinstance(module, nn.Linear)]
    every = torch.einsum('kc,nchw->nkhw', linear[0].weight.detach(), feature) if linear else feature
    return torch.stack([every[n, classes[n]] for n in range(PICTURES)])


def error(ours, exact):
    """The largest relative error over images and classes."""
    size = exact.flatten(2).norm(dim=2)
    return ((ours.double() - exact).flatten(2).norm(dim=2) / size).max().item() if size.min() > 1e-3 else float('inf')


def solve(build, exact_cam):
    """The first seed whose case float32 can reproduce, with its answers."""
    for seed in range(1000):
        model = randomize(build(), seed)
        pictures = torch.randn(PICTURES, *PICTURE)
        with torch.no_grad():
            ranking = model(pictures).argsort(1, descending=True)
        classes = [[int(row[0]), int(row[2])] for row in ranking]
        single = maps(model, pictures, classes)[2]
        double_model = randomize(build(), seed).double()
        feature, logits, expected = maps(double_model, pictures.double(), classes)
        errors = {method: error(single[method], expected[method]) for method in expected}
        if exact_cam:
            expected['cam'] = cam(double_model, feature, classes)
            cells = feature.shape[2] * feature.shape[3]
            assert error(expected['gradcam_raw'] * cells, expected['cam']) < 1e-12
            errors['cam'] = error(cam(model, feature.float(), classes), expected['cam'])
        if max(errors.values()) < FLOAT32_ERROR:
            check_by_differences(double_model, feature, expected['gradient'], classes)
            return seed, model, pictures, classes, feature, logits, expected, errors
    raise RuntimeError('no seed found')


def check_by_differences(model, feature, gradient, classes):
    """Central differences along a random direction, so small that hardly any kink lies in between."""
    direction, step = torch.randn_like(feature), 1e-7
    with torch.no_grad():
        slope = (model.behind(feature + step * direction) - model.behind(feature - step * direction)) / (2 * step)
    for n in range(PICTURES):
        for row, k in enumerate(classes[n]):
            found = (gradient[n, row] * direction[n]).sum()
            assert abs(found - slope[n, k]) < 1e-5 * max(1, abs(found)), (found, slope[n, k])


def export(model, path, opset):
    """As PyTorch writes it; only what stands before a BatchNormalization may swallow it."""
    torch.onnx.export(
        model, torch.zeros(1, *PICTURE), str(path), opset_version=opset, input_names=['input'],
        output_names=['logits'], dynamic_axes={'input': {0: 'batch'}, 'logits': {0: 'batch'}})


def write_softmax_last(model, path, opset):
    """By hand: ReduceMean, MatMul, Add and Softmax, constants as raw bytes, as typed numbers and as a node."""
    conv, linear = model.before[0], model.behind[2]
    weights = linear.weight.detach().numpy().T
    nodes = [
        helper.make_node('Conv', ['input', 'conv.weight', 'conv.bias'], ['conv'],
                         kernel_shape=[5, 5], strides=[4, 4], pads=[2, 1, 2, 1]),
        helper.make_node('Relu', ['conv'], ['features']),
        helper.make_node('ReduceMean', ['features'], ['pooled'], axes=[-2, -1], keepdims=0),
        helper.make_node('Constant', [], ['dense.weight'],
                         value=numpy_helper.from_array(np.ascontiguousarray(weights))),
        helper.make_node('MatMul', ['pooled', 'dense.weight'], ['product']),
        helper.make_node('Add', ['dense.bias', 'product'], ['scores']),
        helper.make_node('Softmax', ['scores'], ['probabilities'], axis=-1),
    ]
    constants = [
        numpy_helper.from_array(conv.weight.detach().numpy(), 'conv.weight'),
        numpy_helper.from_array(conv.bias.detach().numpy(), 'conv.bias'),
        helper.make_tensor('dense.bias', TensorProto.FLOAT, [CLASSES], linear.bias.detach().numpy()),
    ]
    graph = helper.make_graph(
        nodes, 'softmax_last',
        [helper.make_tensor_value_info('input', TensorProto.FLOAT, ['batch', *PICTURE])],
        [helper.make_tensor_value_info('probabilities', TensorProto.FLOAT, ['batch', CLASSES])], constants)
    written = helper.make_model(graph, opset_imports=[helper.make_opsetid('', opset)])
    written.ir_version = 7
    onnx.save(written, str(path))


def producer_of_input(graph, op_type):
    """The name of what the first node of this type reads."""
    return next(node.input[0] for node in graph.node if node.op_type == op_type)


def write_case(name, description, build, write, opset, reader, exact_cam):
    folder = HERE / name
    folder.mkdir(exist_ok=True)
    seed, model, pictures, classes, feature, logits, expected, errors = solve(build, exact_cam)
    write(model, folder / 'model.onnx', opset)
    loaded = onnx.load(str(folder / 'model.onnx'))
    onnx.checker.check_model(loaded)
    output = loaded.graph.output[0].name
    ends_in_softmax = loaded.graph.node[-1].op_type == 'Softmax'

    def save(file, numbers):
        numbers.numpy().astype('<f4').tofile(folder / file)
        return {'file': file, 'shape': list(numbers.shape)}

    case = {
        'name': name,
        'description': description,
        'exporter': 'onnx.helper' if write is write_softmax_last else 'torch.onnx of PyTorch ' + torch.__version__,
        'seed': seed,
        'opset': opset,
        'operators': sorted({node.op_type for node in loaded.graph.node}),
        'fixed_batch': False,
        'input': {'name': 'input', 'layout': 'NCHW', **save('input.f32', pictures)},
        'output': {'name': output, **save('output.f32', logits.softmax(1) if ends_in_softmax else logits)},
        'target_layer': {
            'tensor': producer_of_input(loaded.graph, reader), 'layout': 'NCHW',
            'minimum': feature.min().item(), **save('feature.f32', feature)},
        'classes': classes,
        'ties': 0,
        'expected': {
            method: {**save(method + '.f32', numbers), 'normalised': False, 'tolerance': TOLERANCE,
                     'float32_error': float('%.1e' % errors[method])}
            for method, numbers in expected.items()},
    }
    case['score'] = ({'name': loaded.graph.node[-1].input[0], **save('score.f32', logits)}
                     if ends_in_softmax else case['output'])
    (folder / 'case.json').write_text(json.dumps(case, indent=1) + '\n')
    print(name, 'seed', seed, case['operators'], sum(file.stat().st_size for file in folder.iterdir()), 'bytes')


if __name__ == '__main__':
    torch.set_num_threads(1)
    write_case('linear_head', 'Conv, BatchNorm (folded), ReLU; global average pooling, one linear layer',
               linear_head, export, 13, 'GlobalAveragePool', True)
    write_case('pool_last', 'a 1x1 convolution gives one map for each class, signed; the pool comes last',
               pool_last, export, 9, 'GlobalAveragePool', True)
    write_case('softmax_last', 'by hand: ReduceMean, MatMul, Add, Softmax; explained is what goes into the Softmax',
               softmax_last, write_softmax_last, 13, 'ReduceMean', True)
    write_case('branches_behind', 'behind the target: AveragePool beside Conv and Clip, Concat, BatchNormalization,'
               ' Clip, AveragePool, one linear layer over all places',
               branches_behind, export, 11, 'AveragePool', False)
