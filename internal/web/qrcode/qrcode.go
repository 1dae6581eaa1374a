// Package qrcode draws the squares that phones read addresses from.
//
// Owns: nothing.
// Needs: nothing.
// Never: fetches a picture from elsewhere; writes an address into a file.
package qrcode

import (
	"strconv"
	"strings"

	"rsc.io/qr"
)

// Square is a drawn code, as the path of an SVG whose view box begins at -2 -2.
type Square struct {
	Frame int // its size with the white around it
	Path  string
}

// Draw draws the code by which a phone gets to an address. It fails where the
// address is longer than a code can hold, some 2,000 characters.
func Draw(address string) (*Square, error) {
	code, err := qr.Encode(address, qr.M)
	if err != nil {
		return nil, err
	}
	var b strings.Builder
	for y := range code.Size {
		for x := range code.Size {
			if code.Black(x, y) {
				b.WriteString("M" + strconv.Itoa(x) + " " + strconv.Itoa(y) + "h1v1h-1z")
			}
		}
	}
	return &Square{Frame: code.Size + 4, Path: b.String()}, nil
}
