"""What the reference preprocessing of CLIP makes of pictures: SHA-256 of the 3x224x224 bytes before they become floats.

    python3 src/test/peers/clip_crop_pillow.py FILE ...       # a line a picture: name, TAB, digest
    python3 src/test/peers/clip_crop_pillow.py --make DIR     # the pictures of PillowCropTest

As CLIPImageProcessor does it with Pillow: convert("RGB"), shorter side to 224 by the bicubic filter, centre crop.
"""
import hashlib
import os
import sys

from PIL import Image

SIDE = 224


def crop(image):
    image = image.convert("RGB")
    width, height = image.size
    shorter = min(width, height)
    width, height = int(SIDE * width / shorter), int(SIDE * height / shorter)
    image = image.resize((width, height), Image.BICUBIC)
    left, top = (width - SIDE) // 2, (height - SIDE) // 2
    return image.crop((left, top, left + SIDE, top + SIDE))


def digest(image):
    red, green, blue = image.split()
    return hashlib.sha256(red.tobytes() + green.tobytes() + blue.tobytes()).hexdigest()


def waves(mode, width, height):
    """A picture of smooth and of sharp changes in each of its channels."""
    bands = len(mode)
    values = bytearray()
    for y in range(height):
        for x in range(width):
            for band in range(bands):
                values.append((x * (3 + band) + y * (7 - band) + 40 * ((x // 5 + y // 9 + band) % 3)) % 256)
    return Image.frombytes(mode, (width, height), bytes(values))


def make(folder):
    def path(name):
        return os.path.join(folder, name)

    waves("L", 61, 47).save(path("grey.png"))
    waves("L", 61, 47).save(path("grey.jpg"), quality=80)
    waves("RGB", 61, 47).quantize(37).save(path("palette.png"))
    waves("RGB", 61, 47).quantize(37).save(path("palette.gif"))
    waves("RGB", 61, 47).convert("1").save(path("bilevel.png"))
    waves("RGBA", 61, 47).save(path("alpha.png"))
    waves("LA", 61, 47).save(path("grey-alpha.png"))
    waves("RGB", 61, 47).quantize(37).save(path("palette-alpha.png"), transparency=bytes(range(0, 222, 6)))
    waves("CMYK", 61, 47).save(path("cmyk.jpg"), quality=80)
    with open(path("cmyk.jpg"), "rb") as file:
        cmyk = file.read()
    adobe = cmyk.index(b"Adobe")
    ycck = bytearray(cmyk)
    ycck[adobe + 11] = 2  # the colour transform: the same numbers, now meant as YCCK
    with open(path("ycck.jpg"), "wb") as file:
        file.write(ycck)
    with open(path("cmyk-unmarked.jpg"), "wb") as file:
        file.write(cmyk[: adobe - 4] + cmyk[adobe + 12 :])
    turned = Image.Exif()
    turned[0x0112] = 6  # orientation: to be turned by 90 degrees
    waves("RGB", 61, 47).save(path("exif-turned.jpg"), quality=80, exif=turned)
    waves("RGB", 61, 47).save(path("progressive.jpg"), quality=80, progressive=True)
    waves("RGB", 61, 47).save(path("subsampled.jpg"), quality=80, subsampling="4:2:2")
    waves("RGB", 61, 47).save(path("full-colour.jpg"), quality=80, subsampling="4:4:4")
    waves("RGB", 1, 1).save(path("dot.png"))
    waves("RGB", 10000, 10).save(path("long.png"))
    waves("RGB", 10, 10000).save(path("high.png"))
    waves("RGB", 224, 300).save(path("as-wide.png"))
    waves("RGB", 448, 448).save(path("twice.png"))


if sys.argv[1] == "--make":
    make(sys.argv[2])
else:
    for file in sorted(sys.argv[1:], key=os.path.basename):
        print(os.path.basename(file) + "\t" + digest(crop(Image.open(file))))
