package help

import (
	"bytes"
	"embed"
	"errors"
	"fmt"
	"image/png"
	"io/fs"
	"net/http"
	"net/url"
	"strings"
	"unicode/utf8"

	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/web/console"
)

//go:embed view/*.html
var views embed.FS

//go:embed static
var static embed.FS

//go:embed pages/*.md
var texts embed.FS

// pages answers every address of help. What it shows is read once and does not change.
type pages struct {
	shell    *console.Shell
	shelves  []shelf
	articles map[string]map[i18n.Lang]article
	pictures map[string]picture
	chapters []chapter

	index, page, words *console.Page
}

// picture is a picture of a screen.
type picture struct {
	Asset         string
	Width, Height int
}

// Add brings help to the shell, and the frame's link to it. It fails when a
// screen lacks its text in a language.
func Add(shell *console.Shell) error {
	p := &pages{shell: shell, shelves: shelves(), articles: map[string]map[i18n.Lang]article{}, pictures: map[string]picture{}, chapters: chapters()}
	var faults []error
	for _, page := range []struct {
		into  **console.Page
		name  string
		words i18n.Words
	}{{&p.index, "index", indexWords()}, {&p.page, "page", pageWords()}, {&p.words, "words", glossaryWords()}} {
		var err error
		*page.into, err = console.NewPage(views, "view/"+page.name+".html", page.words, "view/term.html")
		faults = append(faults, err)
	}
	for _, sh := range p.shelves {
		for _, s := range sh.screens {
			faults = append(faults, p.read(s))
		}
	}
	files, err := fs.Sub(static, "static")
	if err := errors.Join(append(faults, err)...); err != nil {
		return fmt.Errorf("help: %w", err)
	}
	shell.Assets("help", files)
	shell.HelpFrom(func(path string) string { return pageOf(p.shelves, path) })
	for _, at := range []struct {
		path string
		h    console.HandlerFunc
	}{{"/help", p.showIndex}, {"/help/words", p.showWords}, {"/help/{page}", p.showPage}} {
		shell.HandleOpen("GET "+at.path, at.h)
		shell.Handle("GET /w/{ws}"+at.path, auth.View, at.h)
	}
	return nil
}

// read reads the texts and the picture of a screen. A picture that was not
// taken yet is left out; the tests ask for it.
func (p *pages) read(s screen) error {
	p.articles[s.name] = map[i18n.Lang]article{}
	var faults []error
	for _, l := range i18n.Langs {
		a, err := readArticle(texts, s.name, l)
		faults = append(faults, err)
		p.articles[s.name][l] = a
	}
	data, err := fs.ReadFile(static, "static/pictures/"+s.name+".png")
	if errors.Is(err, fs.ErrNotExist) {
		return errors.Join(faults...)
	}
	if err != nil {
		return err
	}
	size, err := png.DecodeConfig(bytes.NewReader(data))
	p.pictures[s.name] = picture{"help/pictures/" + s.name + ".png", size.Width, size.Height}
	return errors.Join(append(faults, err)...)
}

// base is where help is read: inside the workspace that is open, else outside.
func base(v console.Viewer) string {
	if v.Workspace != 0 {
		return v.At("help")
	}
	return "/help"
}

// back is the screen somebody came from.
type back struct{ Href, Name string }

// backOf reads where r came from; it is never the way to another site.
func (p *pages) backOf(r *http.Request, l i18n.Lang) back {
	to := console.LocalPath(r.URL.Query().Get("back"))
	u, err := url.Parse(to)
	if err != nil || to == "/" {
		return back{}
	}
	return back{to, p.articles[pageOf(p.shelves, u.Path)][l].Title}
}

// maxQuery is how many characters a search may have.
const maxQuery = 60

func query(r *http.Request) string {
	q := strings.TrimSpace(strings.ToValidUTF8(r.URL.Query().Get("q"), ""))
	if utf8.RuneCountInString(q) > maxQuery {
		q = string([]rune(q)[:maxQuery])
	}
	return q
}

type indexRow struct{ Name, Title, Answer string }

type indexShelf struct {
	Label i18n.Text
	Rows  []indexRow
}

type indexView struct {
	Base    string
	Back    back
	Query   string
	Shelves []indexShelf
	Terms   []term // those that a search found
	Found   int
}

func (p *pages) showIndex(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	view := indexView{Base: base(v), Back: p.backOf(r, v.Lang), Query: query(r)}
	want := strings.ToLower(view.Query)
	for _, sh := range p.shelves {
		out := indexShelf{Label: sh.label}
		for _, s := range sh.screens {
			if a := p.articles[s.name][v.Lang]; strings.Contains(a.plain, want) {
				out.Rows = append(out.Rows, indexRow{s.name, a.Title, a.Answer})
			}
		}
		if view.Found += len(out.Rows); len(out.Rows) > 0 {
			view.Shelves = append(view.Shelves, out)
		}
	}
	if want != "" {
		for _, c := range find(p.chapters, want) {
			view.Terms = append(view.Terms, c.Terms...)
		}
	}
	return p.shell.Show(w, r, v, p.index, view)
}

type pageView struct {
	article
	Base    string
	Back    back
	Open    string // the address of the screen, "" where it is one of many
	Picture picture
	Chinese bool // the picture's words are not the reader's
}

var noSuchHelp = i18n.Text{
	Hans: "帮助里没有这一页。请从帮助的目录里找。",
	Hant: "說明裡沒有這一頁。請從說明的目錄裡找。",
	En:   "Help has no such page. Please look for it in the list of pages.",
}

func (p *pages) showPage(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	name := r.PathValue("page")
	in, ok := p.articles[name]
	if !ok {
		return fault.New(fault.NotFound, noSuchHelp.With())
	}
	view := pageView{article: in[v.Lang], Base: base(v), Back: p.backOf(r, v.Lang), Picture: p.pictures[name], Chinese: v.Lang != i18n.ZhHans}
	if v.SignedIn() {
		view.Open = p.addressOf(name, v)
	}
	if view.Open == view.Back.Href {
		view.Open = "" // one way there is enough
	}
	return p.shell.Show(w, r, v, p.page, view)
}

// addressOf is the screen that page name explains, as v reaches it.
func (p *pages) addressOf(name string, v console.Viewer) string {
	at := ""
	if v.Workspace != 0 {
		at = strings.TrimSuffix(v.At(""), "/")
	}
	for _, sh := range p.shelves {
		for _, s := range sh.screens {
			if s.name == name && (v.Simulated || !s.live) {
				return s.fixed(at)
			}
		}
	}
	return ""
}

type wordsView struct {
	Base     string
	Back     back
	Query    string
	Chapters []chapter
}

func (p *pages) showWords(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	view := wordsView{Base: base(v), Back: p.backOf(r, v.Lang), Query: query(r), Chapters: p.chapters}
	if view.Query != "" {
		view.Chapters = find(p.chapters, strings.ToLower(view.Query))
	}
	return p.shell.Show(w, r, v, p.words, view)
}
