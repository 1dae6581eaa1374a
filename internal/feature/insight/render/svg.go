package render

import (
	"html"
	"html/template"
	"strconv"
	"strings"
)

// drawing is an SVG picture being made. Everything put into it as text is
// escaped; sizes are in units of its view box.
type drawing struct {
	b strings.Builder
}

// stretched begins a picture that fills whatever box it is given.
func stretched(class string, w, h float64, title string) *drawing {
	d := draw(class, w, h, title)
	whole := d.b.String()
	d.b.Reset()
	d.add(`<svg preserveAspectRatio="none"`, strings.TrimPrefix(whole, "<svg"))
	return d
}

// draw begins a picture of a size. What it shows is told to screen readers.
func draw(class string, w, h float64, title string) *drawing {
	d := &drawing{}
	d.add(`<svg class="`, class, `" viewBox="0 0 `, px(w), ` `, px(h), `"`)
	if title == "" {
		d.add(` aria-hidden="true">`)
	} else {
		d.add(` role="img" aria-label="`, html.EscapeString(title), `">`)
	}
	return d
}

// add writes markup that is known to be harmless.
func (d *drawing) add(parts ...string) {
	for _, p := range parts {
		d.b.WriteString(p)
	}
}

// done closes the picture.
func (d *drawing) done() template.HTML {
	d.add(`</svg>`)
	return template.HTML(d.b.String())
}

// text writes words at a point; anchor is start, middle or end.
func (d *drawing) text(class, anchor string, x, y float64, s string) {
	d.add(`<text class="`, class, `" x="`, px(x), `" y="`, px(y), `"`)
	if anchor != "start" {
		d.add(` text-anchor="`, anchor, `"`)
	}
	d.add(`>`, html.EscapeString(s), `</text>`)
}

func (d *drawing) line(class string, x1, y1, x2, y2 float64) {
	d.add(`<line class="`, class, `" x1="`, px(x1), `" y1="`, px(y1), `" x2="`, px(x2), `" y2="`, px(y2), `"/>`)
}

func (d *drawing) circle(class string, x, y, r float64) {
	d.add(`<circle class="`, class, `" cx="`, px(x), `" cy="`, px(y), `" r="`, px(r), `"/>`)
}

func (d *drawing) path(class, data string) { d.add(`<path class="`, class, `" d="`, data, `"/>`) }

// px writes a length with at most one decimal.
func px(v float64) string {
	s := strconv.FormatFloat(v, 'f', 1, 64)
	s = strings.TrimSuffix(s, ".0")
	if s == "-0" {
		return "0"
	}
	return s
}

// point is a place in a picture.
type point struct{ x, y float64 }

// polyline is the path through points.
func polyline(ps []point) string {
	var b strings.Builder
	for i, p := range ps {
		if i == 0 {
			b.WriteByte('M')
		} else {
			b.WriteByte('L')
		}
		b.WriteString(px(p.x) + " " + px(p.y))
	}
	return b.String()
}

// frame maps values to places in a picture: x from 0 to maxX, y from 0 to 1.
type frame struct {
	left, top, width, height, maxX float64
}

func (f frame) x(v float64) float64 { return f.left + f.width*v/f.maxX }

func (f frame) y(v float64) float64 { return f.top + f.height*(1-v) }

// shareGrid draws the lines and labels of shares at 0, 25 … 100 %.
func (d *drawing) shareGrid(f frame) {
	for _, v := range [...]float64{0, .25, .5, .75, 1} {
		class := "grid"
		if v == 0 {
			class = "axis"
		}
		d.line(class, f.left, f.y(v), f.left+f.width, f.y(v))
		d.text("tick", "end", f.left-6, f.y(v)+4, percent(v))
	}
}
