package help

import (
	"bytes"
	"fmt"
	"html/template"
	"io/fs"
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/text"

	"github.com/huoshui/huoshui/internal/base/i18n"
)

// article is a page of help in one language.
type article struct {
	Title  string // what the screen is called
	Answer string // which question the screen answers
	Body   template.HTML
	plain  string // all of it in small letters, for searching
}

// readArticle reads pages/name.lang.md: a title, one paragraph that says what
// the screen answers, and sections. Links are help:page, help:words#word or
// another site's; HTML in the text is not let through.
func readArticle(files fs.FS, name string, lang i18n.Lang) (article, error) {
	file := "pages/" + name + "." + string(lang) + ".md"
	source, err := fs.ReadFile(files, file)
	if err != nil {
		return article{}, fmt.Errorf("help has no text for %q in %s: write internal/web/help/%s: %w", name, lang, file, err)
	}
	md := goldmark.New()
	doc := md.Parser().Parse(text.NewReader(source))
	title, answer := doc.FirstChild(), ast.Node(nil)
	if title != nil {
		answer = title.NextSibling()
	}
	if title == nil || title.Kind() != ast.KindHeading || answer == nil || answer.Kind() != ast.KindParagraph {
		return article{}, fmt.Errorf("%s: it begins with a title and a paragraph", file)
	}
	a := article{Title: plainOf(title, source), Answer: plainOf(answer, source), plain: strings.ToLower(string(source))}
	doc.RemoveChild(doc, title)
	doc.RemoveChild(doc, answer)
	if err := resolve(doc); err != nil {
		return article{}, fmt.Errorf("%s: %w", file, err)
	}
	var body bytes.Buffer
	if err := md.Renderer().Render(&body, source, doc); err != nil {
		return article{}, fmt.Errorf("%s: %w", file, err)
	}
	a.Body = template.HTML(body.String()) //nolint:gosec // goldmark escapes the text and leaves HTML in it out
	return a, nil
}

// resolve turns help:page into an address relative to the page's own, so that
// a text does not know whether it is read inside a workspace.
func resolve(doc ast.Node) error {
	return ast.Walk(doc, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		l, is := n.(*ast.Link)
		if !is || !entering {
			return ast.WalkContinue, nil
		}
		to := string(l.Destination)
		if inside, ok := strings.CutPrefix(to, "help:"); ok {
			l.Destination = []byte(inside)
		} else if !strings.HasPrefix(to, "https://") {
			return ast.WalkStop, fmt.Errorf("the link to %q is neither help:page nor https", to)
		}
		return ast.WalkContinue, nil
	})
}

// plainOf is the text below n without marks.
func plainOf(n ast.Node, source []byte) string {
	var out strings.Builder
	_ = ast.Walk(n, func(n ast.Node, entering bool) (ast.WalkStatus, error) { // the walker never fails
		if t, is := n.(*ast.Text); is && entering {
			out.Write(t.Segment.Value(source))
		}
		return ast.WalkContinue, nil
	})
	return out.String()
}
