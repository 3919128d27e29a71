"""Build the pose model's bundle from the two networks that older MediaPipe wheels carry.

A bundle is an uncompressed zip of two TFLite files. The Tasks API additionally wants to know how the
landmark network's input is normalized; the networks in the wheel lack that, so it is written into the
file's metadata. MediaPipe's own writer for this needs a compiled part that its wheels no longer have,
hence the flatbuffers here. The same input always gives the same bytes.
"""

import zipfile
from pathlib import Path

DETECTOR = "pose_detector.tflite"
LANDMARKER = "pose_landmarks_detector.tflite"


def write_bundle(detector: bytes, landmarker: bytes, path: Path) -> None:
    """Write the bundle of a person detector and a landmark network, both TFLite, to `path`."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as bundle:  # stored: MediaPipe maps the members
        for name, content in ((DETECTOR, detector), (LANDMARKER, _with_normalization(landmarker))):
            bundle.writestr(zipfile.ZipInfo(name), content)  # ZipInfo's fixed date keeps the bytes the same


def _with_normalization(network: bytes) -> bytes:
    """Return the TFLite `network` with metadata: one RGB image, pixel / 255."""
    import flatbuffers
    from mediapipe.tasks.metadata import metadata_schema_py_generated as metadata
    from mediapipe.tasks.metadata import schema_py_generated as tflite

    image = metadata.ImagePropertiesT()
    image.colorSpace = metadata.ColorSpaceType.RGB
    content = metadata.ContentT()
    content.contentPropertiesType = metadata.ContentProperties.ImageProperties
    content.contentProperties = image
    normalization = metadata.NormalizationOptionsT()
    normalization.mean, normalization.std = [0.0], [255.0]
    unit = metadata.ProcessUnitT()
    unit.optionsType = metadata.ProcessUnitOptions.NormalizationOptions
    unit.options = normalization
    tensor = metadata.TensorMetadataT()
    tensor.content, tensor.processUnits = content, [unit]
    graph = metadata.SubGraphMetadataT()
    graph.inputTensorMetadata = [tensor]
    whole = metadata.ModelMetadataT()
    whole.subgraphMetadata = [graph]
    packed = flatbuffers.Builder(0)
    packed.Finish(whole.Pack(packed), b"M001")

    model = tflite.ModelT.InitFromObj(tflite.Model.GetRootAsModel(network, 0))
    buffer = tflite.BufferT()
    buffer.data = list(packed.Output())
    model.buffers.append(buffer)
    entry = tflite.MetadataT()
    entry.name, entry.buffer = "TFLITE_METADATA", len(model.buffers) - 1
    model.metadata = [*(model.metadata or []), entry]
    written = flatbuffers.Builder(len(network))
    written.Finish(model.Pack(written), b"TFL3")
    return bytes(written.Output())
