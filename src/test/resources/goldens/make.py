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


class Attention(nn.Module):
    def __init__(self, channels, heads=2):
        super().__init__()
        self.heads, self.scale = heads, (channels // heads) ** -0.5
        self.qkv, self.out = nn.Linear(channels, 3 * channels), nn.Linear(channels, channels)

    def forward(self, x):
        n, length, channels = x.shape
        q, k, v = self.qkv(x).reshape(n, length, 3, self.heads, channels // self.heads).permute(2, 0, 3, 1, 4).unbind(0)
        weights = (q @ k.transpose(-2, -1) * self.scale).softmax(-1)
        return self.out((weights @ v).transpose(1, 2).reshape(n, length, channels))


class Block(nn.Module):
    """Of a transformer: attention and two linear layers, each behind a norm and beside a shortcut."""

    def __init__(self, channels, attention):
        super().__init__()
        self.norm1, self.attention, self.norm2 = nn.LayerNorm(channels), attention, nn.LayerNorm(channels)
        self.mlp = nn.Sequential(nn.Linear(channels, 2 * channels), nn.GELU(), nn.Linear(2 * channels, channels))

    def forward(self, x):
        x = x + self.attention(self.norm1(x))
        return x + self.mlp(self.norm2(x))


class Tokens(nn.Module):
    """Patches as tokens behind a class token."""

    def __init__(self, channels, patch):
        super().__init__()
        self.patches = nn.Conv2d(3, channels, patch, patch)
        self.first = nn.Parameter(torch.zeros(1, 1, channels))
        self.places = nn.Parameter(torch.zeros(1, 1 + PICTURE[1] * PICTURE[2] // patch ** 2, channels))

    def forward(self, x):
        x = self.patches(x).flatten(2).transpose(1, 2)
        return torch.cat([self.first.expand(x.shape[0], -1, -1), x], 1) + self.places


class ClassToken(nn.Module):
    def forward(self, x):
        return x[:, 0]


def class_token():
    return Split(
        nn.Sequential(Tokens(12, 8), Block(12, Attention(12))),
        nn.Sequential(Block(12, Attention(12)), nn.LayerNorm(12), ClassToken(), nn.Linear(12, CLASSES)))


class Windows(nn.Module):
    """Attention within shifted windows, channels last."""

    def __init__(self, channels, window, shift):
        super().__init__()
        self.window, self.shift, self.attention = window, shift, Attention(channels)

    def forward(self, x):
        n, height, width, channels = x.shape
        w = self.window
        x = torch.roll(x, (-self.shift, -self.shift), (1, 2))
        x = x.view(n, height // w, w, width // w, w, channels).permute(0, 1, 3, 2, 4, 5)
        x = self.attention(x.reshape(-1, w * w, channels))
        x = x.view(n, height // w, width // w, w, w, channels).permute(0, 1, 3, 2, 4, 5)
        return torch.roll(x.reshape(n, height, width, channels), (self.shift, self.shift), (1, 2))


class Merge(nn.Module):
    """Four neighbours become one cell of twice the channels."""

    def __init__(self, channels):
        super().__init__()
        self.norm, self.reduce = nn.LayerNorm(4 * channels), nn.Linear(4 * channels, 2 * channels, bias=False)

    def forward(self, x):
        x = torch.cat([x[:, 0::2, 0::2], x[:, 1::2, 0::2], x[:, 0::2, 1::2], x[:, 1::2, 1::2]], -1)
        return self.reduce(self.norm(x))


class ChannelsLast(nn.Module):
    def forward(self, x):
        return x.permute(0, 2, 3, 1)


class ChannelsFirst(nn.Module):
    def forward(self, x):
        return x.permute(0, 3, 1, 2)


class Mean(nn.Module):
    """Over all places."""

    def __init__(self, *axes):
        super().__init__()
        self.axes = axes

    def forward(self, x):
        return x.mean(self.axes)


def shifted_windows():
    return Split(
        nn.Sequential(nn.Conv2d(3, 8, 4, 4), ChannelsLast(), Block(8, Windows(8, 4, 0))),
        nn.Sequential(Block(8, Windows(8, 4, 2)), Merge(8), nn.LayerNorm(16), Mean(1, 2), nn.Linear(16, CLASSES)))


class Inverted(nn.Module):
    """A convolution of each channel alone, then norm and linear layers with the channels last."""

    def __init__(self, channels):
        super().__init__()
        self.body = nn.Sequential(
            nn.Conv2d(channels, channels, 7, 1, 3, groups=channels), ChannelsLast(), nn.LayerNorm(channels),
            nn.Linear(channels, 4 * channels), nn.GELU(), nn.Linear(4 * channels, channels), ChannelsFirst())

    def forward(self, x):
        return x + self.body(x)


def inverted_block():
    return Split(
        nn.Sequential(nn.Conv2d(3, 10, 4, 4), nn.GELU()),
        nn.Sequential(Inverted(10), Mean(2, 3), nn.LayerNorm(10), nn.Linear(10, CLASSES)))


def randomize(model, seed):
    """Weights that keep numbers near 1, and statistics as if the model had been trained."""
    torch.manual_seed(seed)
    for module in model.modules():
        if isinstance(module, (nn.Conv2d, nn.Linear)):
            nn.init.kaiming_normal_(module.weight)
            if module.bias is not None:
                nn.init.normal_(module.bias, 0, 0.2)
        if isinstance(module, nn.LayerNorm):
            nn.init.uniform_(module.weight, 0.5, 1.5)
            nn.init.normal_(module.bias, 0, 0.3)
        if isinstance(module, Tokens):
            nn.init.normal_(module.first)
            nn.init.normal_(module.places, 0, 0.3)
        if isinstance(module, nn.BatchNorm2d):
            nn.init.normal_(module.running_mean, 0, 0.3)
            nn.init.uniform_(module.running_var, 0.5, 2)
            nn.init.uniform_(module.weight, 0.5, 1.5)
            nn.init.normal_(module.bias, 0, 0.3)
    return model.eval()


def channels_first(numbers, layout, prefix, height, width):
    """[..., channels, height, width] of numbers whose last axes lie as `layout` says."""
    if layout == 'NCHW':
        return numbers
    cells = numbers if layout == 'NHWC' else numbers[..., prefix:, :].unflatten(-2, (height, width))
    return cells.movedim(-1, -3)


def maps(model, pictures, classes, lies):
    """Feature map, logits and every expected result, in the precision of `model`."""
    feature = model.before(pictures).detach().requires_grad_()
    logits = model.behind(feature)
    gradient = torch.stack([
        torch.stack([torch.autograd.grad(logits[n, k], feature, retain_graph=True)[0][n] for k in classes[n]])
        for n in range(PICTURES)])
    a = channels_first(feature.detach(), *lies)[:, None]
    g = channels_first(gradient, *lies)
    raw = (g.mean((3, 4), keepdim=True) * a).sum(2)
    return feature.detach(), logits.detach(), {
        'gradient': gradient,
        'gradcam_raw': raw,
        'gradcam': raw.clamp(min=0),
        'hirescam': (g * a).sum(2),
        'layercam': (g.clamp(min=0) * a).sum(2),
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


def solve(build, exact_cam, lies, nothing):
    """The first seed whose case float32 can reproduce, with its answers."""
    for seed in range(1000):
        model = randomize(build(), seed)
        pictures = torch.randn(PICTURES, *PICTURE)
        with torch.no_grad():
            ranking = model(pictures).argsort(1, descending=True)
        classes = [[int(row[0]), int(row[2])] for row in ranking]
        single = maps(model, pictures, classes, lies)[2]
        double_model = randomize(build(), seed).double()
        feature, logits, expected = maps(double_model, pictures.double(), classes, lies)
        for method in nothing:
            assert expected.pop(method).abs().max() < 1e-5
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


def export_for_one(model, path, opset):
    """With the batch written into every Reshape."""
    torch.onnx.export(model, torch.zeros(1, *PICTURE), str(path), opset_version=opset, input_names=['input'],
                      output_names=['logits'])


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


def producer_of_input(graph, op_type, number=0):
    """The name of what a node of this type reads, the first one or a later one."""
    return [node.input[0] for node in graph.node if node.op_type == op_type][number]


def write_case(name, description, build, write, opset, reader, exact_cam=False, layout='NCHW', grid=None, prefix=0,
               nothing=()):
    folder = HERE / name
    folder.mkdir(exist_ok=True)
    seed, model, pictures, classes, feature, logits, expected, errors = solve(
        build, exact_cam, (layout, prefix, *(grid or (0, 0))), nothing)
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
        'fixed_batch': write is export_for_one,
        'input': {'name': 'input', 'layout': 'NCHW', **save('input.f32', pictures)},
        'output': {'name': output, **save('output.f32', logits.softmax(1) if ends_in_softmax else logits)},
        'target_layer': {
            'tensor': producer_of_input(loaded.graph, *reader), 'layout': layout,
            **({'grid': grid, 'prefix_tokens': prefix} if grid else {}),
            'minimum': feature.min().item(), **save('feature.f32', feature)},
        'classes': classes,
        'ties': 0,
        'expected': {
            method: {**save(method + '.f32', numbers), 'normalised': False, 'tolerance': TOLERANCE,
                     'float32_error': float('%.1e' % errors[method])}
            for method, numbers in expected.items()},
    }
    if nothing:
        case['left_out'] = {method: 'numerically nothing: the LayerNorm behind the target cancels it out but for its epsilon' for method in nothing}
    case['score'] = ({'name': loaded.graph.node[-1].input[0], **save('score.f32', logits)}
                     if ends_in_softmax else case['output'])
    (folder / 'case.json').write_text(json.dumps(case, indent=1) + '\n')
    print(name, 'seed', seed, case['operators'], sum(file.stat().st_size for file in folder.iterdir()), 'bytes')


if __name__ == '__main__':
    torch.set_num_threads(1)
    write_case('linear_head', 'Conv, BatchNorm (folded), ReLU; global average pooling, one linear layer',
               linear_head, export, 13, ('GlobalAveragePool',), True)
    write_case('pool_last', 'a 1x1 convolution gives one map for each class, signed; the pool comes last',
               pool_last, export, 9, ('GlobalAveragePool',), True)
    write_case('softmax_last', 'by hand: ReduceMean, MatMul, Add, Softmax; explained is what goes into the Softmax',
               softmax_last, write_softmax_last, 13, ('ReduceMean',), True)
    write_case('branches_behind', 'behind the target: AveragePool beside Conv and Clip, Concat, BatchNormalization,'
               ' Clip, AveragePool, one linear layer over all places',
               branches_behind, export, 11, ('AveragePool',))
    write_case('class_token', 'a vision transformer: tokens behind a class token, alone read in the end',
               class_token, export, 17, ('LayerNormalization', 2), layout='NLC', grid=(4, 6), prefix=1, nothing=['hirescam'])
    write_case('shifted_windows', 'attention within shifted windows, channels last, the batch written into Reshapes',
               shifted_windows, export_for_one, 13, ('ReduceMean', 4), layout='NHWC')
    write_case('inverted_block', 'a depthwise convolution and linear layers with the channels last behind a LayerNorm',
               inverted_block, export, 16, ('Conv', 1))
