package main

import (
	"bytes"
	"cmp"
	"image"
	"image/color"
	"image/png"
	"slices"
)

// colours is how many a picture keeps; screens have few.
const colours = 48

// shrink writes a picture with few colours: the small file that a copy of the
// program carries along.
func shrink(from []byte) ([]byte, error) {
	full, err := png.Decode(bytes.NewReader(from))
	if err != nil {
		return nil, err
	}
	palette := median(full)
	small := image.NewPaletted(full.Bounds(), palette)
	known := map[color.RGBA]uint8{}
	for y := full.Bounds().Min.Y; y < full.Bounds().Max.Y; y++ {
		for x := full.Bounds().Min.X; x < full.Bounds().Max.X; x++ {
			c := rgba(full.At(x, y))
			i, ok := known[c]
			if !ok {
				i = uint8(palette.Index(c)) //nolint:gosec // a palette of 48
				known[c] = i
			}
			small.SetColorIndex(x, y, i)
		}
	}
	var out bytes.Buffer
	err = (&png.Encoder{CompressionLevel: png.BestCompression}).Encode(&out, small)
	return out.Bytes(), err
}

func rgba(c color.Color) color.RGBA {
	out, _ := color.RGBAModel.Convert(c).(color.RGBA)
	return out
}

// many is a colour and how often it is there.
type many struct {
	c color.RGBA
	n int
}

// median chooses colours by halving boxes of them where they differ most. Large
// surfaces keep their own colour.
func median(m image.Image) (out color.Palette) {
	count := map[color.RGBA]int{}
	for y := m.Bounds().Min.Y; y < m.Bounds().Max.Y; y++ {
		for x := m.Bounds().Min.X; x < m.Bounds().Max.X; x++ {
			count[rgba(m.At(x, y))]++
		}
	}
	all := make([]many, 0, len(count))
	for c, n := range count {
		all = append(all, many{c, n})
	}
	slices.SortFunc(all, func(a, b many) int {
		return cmp.Or(cmp.Compare(b.n, a.n), cmp.Compare(key(a.c), key(b.c)))
	})
	own := min(16, len(all))
	for _, a := range all[:own] {
		out = append(out, a.c)
	}
	boxes := [][]many{all[own:]}
	for len(boxes)+own < colours {
		i, channel := widest(boxes)
		if i < 0 {
			break
		}
		b := boxes[i]
		slices.SortStableFunc(b, func(x, y many) int { return cmp.Compare(part(x.c, channel), part(y.c, channel)) })
		boxes[i] = b[:len(b)/2]
		boxes = append(boxes, b[len(b)/2:])
	}
	for _, b := range boxes {
		if len(b) > 0 {
			out = append(out, mean(b))
		}
	}
	return out
}

func key(c color.RGBA) int { return int(c.R)<<16 | int(c.G)<<8 | int(c.B) }

func part(c color.RGBA, channel int) uint8 { return [3]uint8{c.R, c.G, c.B}[channel] }

// widest is the box that spreads most along a channel; -1 where none spreads.
func widest(boxes [][]many) (box, channel int) {
	box, best := -1, 0
	for i, b := range boxes {
		for ch := range 3 {
			low, high := 255, 0
			for _, x := range b {
				low, high = min(low, int(part(x.c, ch))), max(high, int(part(x.c, ch)))
			}
			if high-low > best && len(b) > 1 {
				box, channel, best = i, ch, high-low
			}
		}
	}
	return box, channel
}

func mean(b []many) color.RGBA {
	var sum [3]int
	n := 0
	for _, x := range b {
		for ch := range 3 {
			sum[ch] += int(part(x.c, ch)) * x.n
		}
		n += x.n
	}
	return color.RGBA{uint8(sum[0] / n), uint8(sum[1] / n), uint8(sum[2] / n), 255} //nolint:gosec // means of bytes are bytes
}
