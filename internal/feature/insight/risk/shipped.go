package risk

import (
	"bytes"
	_ "embed" // the shipped numbers are part of the program
)

//go:embed model.json
var shipped []byte

// Shipped returns the model that comes with the program, fitted on the
// communities README.md names.
func Shipped() (*Model, error) { return Read(bytes.NewReader(shipped)) }
