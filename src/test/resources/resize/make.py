#!/usr/bin/python3
"""Makes sums.csv beside this file: the SHA-256 of what Pillow resizes a picture to, its RGB and then its grey.

    apt-get install python3-pil python3-numpy
    /usr/bin/python3 make.py
"""

import csv
import hashlib
from pathlib import Path

import numpy as np
from PIL import Image

FILTERS = ["NEAREST", "BOX", "BILINEAR", "HAMMING", "BICUBIC", "LANCZOS"]
SIZES = [
    ((1, 1), (7, 5)),
    ((1, 2000), (3, 33)),
    ((1, 2000), (224, 224)),
    ((2000, 1), (224, 2)),
    ((2000, 1), (2500, 31)),
    ((37, 23), (64, 91)),
    ((300, 200), (75, 33)),
    ((300, 200), (310, 20)),
    ((300, 200), (1, 1)),
]
LARGE = [((4000, 3000), (341, 256), "BILINEAR"), ((4000, 3000), (298, 224), "BICUBIC")]


def hashed(width, height):
    """Every sample is the high byte of a hash of where it stands."""
    place = np.arange(1, 3 * width * height + 1, dtype=np.uint32)
    samples = (place * place * np.uint32(0x9E3779B1)) >> np.uint32(24)
    return Image.fromarray(samples.astype(np.uint8).reshape(height, width, 3))


def main():
    cases = [(source, target, name) for source, target in SIZES for name in FILTERS] + LARGE
    with open(Path(__file__).parent / "sums.csv", "w", newline="") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(["width", "height", "to width", "to height", "interpolation", "sha256"])
        for source, target, name in cases:
            picture = hashed(*source)
            resample = Image.Resampling[name]
            sum256 = hashlib.sha256(picture.resize(target, resample).tobytes())
            sum256.update(picture.convert("L").resize(target, resample).tobytes())
            rows.writerow([*source, *target, name, sum256.hexdigest()])


if __name__ == "__main__":
    main()
