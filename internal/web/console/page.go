package console

import (
	"bytes"
	"embed"
	"errors"
	"fmt"
	"html/template"
	"io/fs"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"
	"text/template/parse"
	"time"

	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/clock"
	"github.com/huoshui/huoshui/internal/base/i18n"
)

//go:embed view/*.html
var own embed.FS

// Page is one screen: its template inside the frame, with its words in every
// language. A template file defines "title" and "body", and may define
// "scripts" (more tags for the head). Its data is a Data; see funcs.go for what
// a template may call.
type Page struct {
	base  *template.Template // never executed, so that it can be cloned
	words i18n.Words

	mu    sync.Mutex
	bound map[binding]*template.Template
}

// binding is what the functions of a parsed page depend on. There are as many
// as languages times time zones in use.
type binding struct {
	lang  i18n.Lang
	zone  string
	clock clock.Clock
	shell *Shell
}

// Data is what a template is given: who looks, and the page's own view. The
// viewer's fields and methods are at the top level: {{.Name}}, {{.At "groups"}}.
type Data struct {
	Viewer
	View any

	Path  string // of this page, with its query
	Theme string // "light", "dark", or "" for the system's
	Bare  bool   // no menu: nobody is signed in, or no workspace is open
	Quits bool   // the menu leads to /quit
	Menu  []MenuItem
	Help  string // the address of this screen's page of help; "" where there is none
}

// MenuItem is a menu item as the frame draws it.
type MenuItem struct {
	Item
	Href   string
	Active bool
}

// NewPage parses the template file name inside the frame, with the files of
// parts it shares with other pages. It fails, while the
// program starts and not in front of a visitor, when the template is broken,
// when a word lacks a language, or when a {{t "key"}} names no word.
func NewPage(files fs.FS, name string, words i18n.Words, parts ...string) (*Page, error) {
	all := frameWords()
	for key := range words {
		if _, taken := all[key]; taken {
			return nil, fmt.Errorf("page %s: the frame has a word called %q already", name, key)
		}
	}
	maps.Copy(all, words)
	if missing := all.Missing(); len(missing) > 0 {
		slices.Sort(missing)
		return nil, fmt.Errorf("page %s: translations are missing: %s", name, strings.Join(missing, ", "))
	}
	base, err := template.New("").Funcs(unbound()).ParseFS(own, "view/frame.html", "view/parts.html")
	if err != nil {
		return nil, fmt.Errorf("parse the frame: %w", err)
	}
	if base, err = base.ParseFS(files, append([]string{name}, parts...)...); err != nil {
		return nil, fmt.Errorf("parse page %s: %w", name, err)
	}
	for _, part := range []string{"title", "body"} {
		if base.Lookup(part) == nil {
			return nil, fmt.Errorf("page %s does not define %q", name, part)
		}
	}
	var faults []error
	for _, t := range base.Templates() {
		if t.Tree != nil {
			faults = append(faults, checkKeys(t.Tree.Root, all)...)
		}
	}
	if err := errors.Join(faults...); err != nil {
		return nil, fmt.Errorf("page %s: %w", name, err)
	}
	return &Page{base: base, words: all, bound: map[binding]*template.Template{}}, nil
}

// checkKeys finds every {{t …}} below n whose key is not a word.
func checkKeys(n parse.Node, words i18n.Words) []error {
	var out []error
	each := func(nodes ...parse.Node) {
		for _, c := range nodes {
			out = append(out, checkKeys(c, words)...)
		}
	}
	branch := func(b *parse.BranchNode) {
		each(b.Pipe, b.List)
		if b.ElseList != nil {
			each(b.ElseList)
		}
	}
	switch n := n.(type) {
	case *parse.ListNode:
		each(n.Nodes...)
	case *parse.ActionNode:
		each(n.Pipe)
	case *parse.IfNode:
		branch(&n.BranchNode)
	case *parse.RangeNode:
		branch(&n.BranchNode)
	case *parse.WithNode:
		branch(&n.BranchNode)
	case *parse.TemplateNode:
		if n.Pipe != nil {
			each(n.Pipe)
		}
	case *parse.PipeNode:
		for _, c := range n.Cmds {
			each(c)
		}
	case *parse.ChainNode:
		each(n.Node)
	case *parse.CommandNode:
		out = append(out, checkCall(n, words)...)
		each(n.Args...)
	}
	return out
}

func checkCall(n *parse.CommandNode, words i18n.Words) []error {
	if f, ok := n.Args[0].(*parse.IdentifierNode); !ok || f.Ident != "t" {
		return nil
	}
	if len(n.Args) < 2 {
		return []error{fmt.Errorf("{{%s}}: t needs its key right behind it", n)}
	}
	key, ok := n.Args[1].(*parse.StringNode)
	if !ok {
		return []error{fmt.Errorf("{{%s}}: the key of t must be written out; show a Text or Message with say", n)}
	}
	if _, ok := words[key.Text]; !ok {
		return []error{fmt.Errorf("{{%s}}: there is no word %q", n, key.Text)}
	}
	return nil
}

// bind returns the page with its functions bound to a reader.
func (p *Page) bind(b binding, zone *time.Location) (*template.Template, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if t, ok := p.bound[b]; ok {
		return t, nil
	}
	t, err := p.base.Clone()
	if err != nil {
		return nil, err
	}
	t.Funcs(reader{words: p.words, lang: b.lang, zone: zone, clock: b.clock, shell: b.shell}.funcs())
	p.bound[b] = t
	return t, nil
}

// Render returns one part of p ("frame", "body" or a part of the page's own)
// for v. Shell may be nil in tests of a single page.
func (p *Page) Render(s *Shell, c clock.Clock, part string, d Data) ([]byte, error) {
	if d.Zone == nil {
		d.Zone = time.UTC
	}
	t, err := p.bind(binding{d.Lang, d.Zone.String(), c, s}, d.Zone)
	if err != nil {
		return nil, err
	}
	var buf bytes.Buffer
	if err := t.ExecuteTemplate(&buf, part, d); err != nil {
		return nil, fmt.Errorf("render %s: %w", part, err)
	}
	return buf.Bytes(), nil
}

// Show answers with p in the frame, with status 200. Nothing is written
// before the whole page has rendered.
func (s *Shell) Show(w http.ResponseWriter, r *http.Request, v Viewer, p *Page, view any) error {
	return s.ShowStatus(w, r, v, http.StatusOK, p, view)
}

// ShowStatus is Show with another status: 422 for a form with a mistake in it.
func (s *Shell) ShowStatus(w http.ResponseWriter, r *http.Request, v Viewer, status int, p *Page, view any) error {
	return s.answer(w, status, p, "frame", s.data(r, v, view))
}

// Fragment answers with one part of p without the frame, for htmx.
func (s *Shell) Fragment(w http.ResponseWriter, r *http.Request, v Viewer, p *Page, part string, view any) error {
	return s.answer(w, http.StatusOK, p, part, s.data(r, v, view))
}

func (s *Shell) answer(w http.ResponseWriter, status int, p *Page, part string, d Data) error {
	out, err := p.Render(s, s.ClockOf(d.Workspace), part, d)
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(status)
	_, _ = w.Write(out) // the reader has gone; there is nobody to tell
	return nil
}

func (s *Shell) data(r *http.Request, v Viewer, view any) Data {
	d := Data{Viewer: v, View: view, Path: r.URL.RequestURI(), Theme: themeOf(r), Bare: v.Workspace == 0}
	d.Quits = s.quits && (v.Workspace == 0 || v.Role == auth.Owner) // outside workspaces the page itself asks
	if !safe(r.Method) {
		d.Path = "/" // a form's address cannot be gone back to
		if v.Workspace != 0 {
			d.Path = s.Home(v)
		}
	}
	d.Help = s.helpFor(r.URL.Path, d.Path, v)
	for _, i := range s.menu {
		if !v.Can(i.Action) || i.Simulated && !v.Simulated {
			continue
		}
		i.Phone = i.Phone && !(i.Real && v.Simulated)
		href := v.At(i.Path)
		d.Menu = append(d.Menu, MenuItem{i, href, r.URL.Path == href || strings.HasPrefix(r.URL.Path, href+"/")})
	}
	return d
}

// helpFor is the address of the help for the screen at path, with the way back
// to it. Inside a workspace help is read inside its frame.
func (s *Shell) helpFor(path, back string, v Viewer) string {
	if s.help == nil {
		return ""
	}
	at := "/help"
	if v.Workspace != 0 {
		at = v.At("help")
	}
	if path == at || strings.HasPrefix(path, at+"/") {
		return at
	}
	if page := s.help(path); page != "" {
		at += "/" + page
	}
	return at + "?back=" + url.QueryEscape(back)
}
