package house

import (
	"io"

	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/feature/insight/diagnose"
	"github.com/huoshui/huoshui/internal/feature/insight/render"
)

// TerminalOptions say how a report is printed.
type TerminalOptions struct {
	Quotes, All, Color bool
	Width              int
}

// RenderTerminal prints a diagnosis for a person at a screen.
func RenderTerminal(w io.Writer, d *diagnose.Diagnosis, lang i18n.Lang, opt TerminalOptions) error {
	return render.Terminal(w, d, render.Options{Lang: lang, Quotes: opt.Quotes, All: opt.All, Color: opt.Color, Width: opt.Width})
}

// RenderHTML writes a diagnosis as one page.
func RenderHTML(w io.Writer, d *diagnose.Diagnosis, lang i18n.Lang, quotes bool) error {
	return render.HTML(w, d, render.Options{Lang: lang, Quotes: quotes})
}
