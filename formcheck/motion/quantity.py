"""Which of a posture's quantities an exercise moves: its rise and fall make a rep."""

from dataclasses import dataclass

from formcheck.body.posture import Posture


@dataclass(frozen=True, slots=True)
class Quantity:
    """value, sigma: names of the fields of `Posture` with the quantity and its standard deviation, both in degrees."""

    value: str
    sigma: str

    def of(self, posture: Posture) -> float:
        """Return the quantity of a posture in degrees, NaN where it is unknown."""
        return float(getattr(posture, self.value))

    def sigma_of(self, posture: Posture) -> float:
        """Return its standard deviation in degrees."""
        return float(getattr(posture, self.sigma))
