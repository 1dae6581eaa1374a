package house

import (
	"io"

	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/feature/insight/diagnose"
)

// TerminalOptions say how a report is printed.
type TerminalOptions struct {
	Quotes, All, Color bool
	Width              int
}

// RenderTerminal prints a diagnosis for a person at a screen.
func RenderTerminal(w io.Writer, d *diagnose.Diagnosis, lang i18n.Lang, opt TerminalOptions) error {
	return nil
}

// RenderHTML writes a diagnosis as one page.
func RenderHTML(w io.Writer, d *diagnose.Diagnosis, lang i18n.Lang, quotes bool) error { return nil }
