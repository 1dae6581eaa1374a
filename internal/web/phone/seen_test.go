package phone

import (
	"math/rand/v2"
	"testing"
)

// TestWhatWasSeenTellsNoCode: what stands in an address is another in every run, so
// that nobody finds the code in it by trying all of them.
func TestWhatWasSeenTellsNoCode(t *testing.T) {
	doorOf := func(seed byte) *Door {
		d := NewDoor(Options{})
		random := rand.NewChaCha8([32]byte{seed})
		if _, err := random.Read(d.seal[:]); err != nil {
			t.Fatal(err)
		}
		return d
	}
	one, other := doorOf(1), doorOf(2)
	view := &phoneView{State: isOpen, URL: "http://192.168.1.2:8090/pair", Code: "123456", Minutes: 10}
	if one.seenOf(view) != one.seenOf(view) {
		t.Error("in one run the same is seen as something else")
	}
	if one.seenOf(view) == other.seenOf(view) {
		t.Error("in two runs the same code is seen alike: whoever has the address can try all codes")
	}
	later := *view
	later.Code = "123457"
	if one.seenOf(view) == one.seenOf(&later) {
		t.Error("another code is not seen")
	}
}

// Sealed reports whether a door has a key of its own.
func Sealed(d *Door) bool { return d.seal != [32]byte{} }
