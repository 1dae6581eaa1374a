package report

import (
	"bytes"
	"embed"
	"fmt"
	"html/template"

	"github.com/huoshui/huoshui/internal/base/i18n"
)

//go:embed view/mail.html
var mailView embed.FS

// mailPage is the view of a report as e-mail.
type mailPage struct {
	Lang, Subject, Verdict, Late, How, Link, Open string
	Sections                                      []mailSection
}

type mailSection struct {
	Head  string
	Lines []string
}

// HTML is the report as a page for e-mail.
func (m *Morning) HTML(l i18n.Lang) (string, error) {
	t, err := template.ParseFS(mailView, "view/mail.html")
	if err != nil {
		return "", fmt.Errorf("read the page of a report: %w", err)
	}
	v := mailPage{Lang: string(l), Subject: m.Subject().In(l), Verdict: m.Verdict().In(l), How: howCounted.In(l), Link: m.Link, Open: wordOpen.In(l)}
	if m.Late {
		v.Late = saidLate.In(l)
	}
	for _, s := range m.Sections() {
		one := mailSection{Head: s.Head.In(l)}
		for _, line := range s.Lines {
			one.Lines = append(one.Lines, line.In(l))
		}
		v.Sections = append(v.Sections, one)
	}
	var out bytes.Buffer
	if err := t.Execute(&out, v); err != nil {
		return "", fmt.Errorf("write the page of a report: %w", err)
	}
	return out.String(), nil
}
