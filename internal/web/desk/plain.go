package desk

import (
	"bytes"
	"embed"
	"fmt"
	"html/template"
	"net/http"

	"github.com/huoshui/huoshui/internal/base/i18n"
)

//go:embed view/plain.html
var plainView embed.FS

// plain is a page that needs nothing else: no script, no file, nobody signed in.
type plain struct {
	Mark  string // "" or "stop"
	Title i18n.Text
	Says  i18n.Message
	Next  i18n.Text
	Again bool // look again in a second
}

type plainData struct {
	Lang              i18n.Lang
	Mark              string
	Title, Says, Next string
	Again             bool
}

// show answers with the page in a language.
func (p plain) show(w http.ResponseWriter, l i18n.Lang, status int) error {
	t, err := template.ParseFS(plainView, "view/plain.html")
	if err != nil {
		return fmt.Errorf("parse the plain page: %w", err)
	}
	var b bytes.Buffer
	if err := t.Execute(&b, plainData{l, p.Mark, p.Title.In(l), p.Says.In(l), p.Next.In(l), p.Again}); err != nil {
		return fmt.Errorf("render the plain page: %w", err)
	}
	h := w.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("Cache-Control", "no-store")
	h.Set("Connection", "close") // whoever answers next is another
	w.WriteHeader(status)
	_, _ = w.Write(b.Bytes()) // the reader has gone; there is nobody to tell
	return nil
}
