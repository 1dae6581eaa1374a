package chat

import (
	"cmp"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"strconv"
	"time"

	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/web/console"
)

//go:embed view/*.html
var views embed.FS

//go:embed static
var static embed.FS

// Rooms are the menu items of this feature.
func Rooms() []console.Item {
	return []console.Item{
		{Path: "messages", Icon: "messages", Action: auth.Quotes, Phone: true, Label: i18n.Text{Hans: "消息", Hant: "訊息", En: "Messages"}},
		{Path: "import", Icon: "import", Action: auth.Run, Label: i18n.Text{Hans: "导入", Hant: "匯入", En: "Import"}},
	}
}

// pages answers the addresses of imports and of messages.
type pages struct {
	shell  *console.Shell
	s      *Service
	deps   Deps
	naming Naming

	list, detail, columns, undo, messages *console.Page
}

// Pages brings the pages of imports and of messages to the shell. It fails when
// a template or a word is wrong.
func Pages(shell *console.Shell, s *Service, deps Deps, naming Naming) error {
	p := &pages{shell: shell, s: s, deps: deps, naming: naming}
	var faults []error
	for _, page := range []struct {
		into  **console.Page
		name  string
		words i18n.Words
		parts []string
	}{
		{&p.list, "import", listWords(), []string{"view/row.html"}}, {&p.detail, "detail", detailWords(), []string{"view/row.html"}},
		{&p.columns, "columns", columnsWords(), nil}, {&p.undo, "undo", undoWords(), nil},
		{&p.messages, "messages", messagesWords(), nil},
	} {
		var err error
		*page.into, err = console.NewPage(views, "view/"+page.name+".html", page.words, page.parts...)
		faults = append(faults, err)
	}
	files, err := fs.Sub(static, "static")
	if err := errors.Join(append(faults, err)...); err != nil {
		return fmt.Errorf("import pages: %w", err)
	}
	shell.Assets("chat", files)
	p.routes()
	p.messageRoutes()
	return nil
}

func (p *pages) routes() {
	s := p.shell
	s.Handle("GET /w/{ws}/import", auth.Run, p.showList)
	s.HandleUpload("POST /w/{ws}/import", auth.Run, p.uploads().Limit+formBytes, p.receive)
	s.Handle("GET /w/{ws}/import/live", auth.Run, p.liveList)
	s.Handle("GET /w/{ws}/import-columns/{draft}", auth.Run, p.showColumns)
	s.Handle("POST /w/{ws}/import-columns/{draft}", auth.Run, p.saveColumns)
	s.Handle("POST /w/{ws}/import-columns/{draft}/discard", auth.Run, p.discardDraft)
	s.Handle("GET /w/{ws}/import/{import}", auth.Run, p.showDetail)
	s.Handle("GET /w/{ws}/import/{import}/live", auth.Run, p.liveDetail)
	s.Handle("POST /w/{ws}/import/{import}/reach", auth.Run, p.answerReach)
	s.Handle("POST /w/{ws}/import/{import}/resume", auth.Run, p.resume)
	s.Handle("GET /w/{ws}/import/{import}/undo", auth.Run, p.askUndo)
	s.Handle("POST /w/{ws}/import/{import}/undo", auth.Run, p.doUndo)
}

// uploads is where files go, with what was left out filled in.
func (p *pages) uploads() Uploads {
	u := p.deps.Uploads()
	u.Limit, u.Spare = cmp.Or(u.Limit, 2<<30), cmp.Or(u.Spare, 256<<20)
	return u
}

func (p *pages) now() time.Time { return p.s.DB.Clock.Now() }

// found returns the import in the address. Whoever does not see the whole
// workspace sees only what they brought themselves: an import may tell of
// groups of every unit.
func (p *pages) found(r *http.Request, v console.Viewer) (Import, error) {
	imp, err := id.Parse[id.Import](r.PathValue("import"))
	if err != nil {
		return Import{}, err
	}
	i, err := p.s.Get(r.Context(), v.Workspace, imp)
	if err == nil && !seenBy(i, v) {
		err = fault.New(fault.NotFound, noImport.With())
	}
	return i, err
}

func seenBy(i Import, v console.Viewer) bool { return v.Scope.All || i.By == v.User }

// at is the address of an import.
func at(v console.Viewer, imp id.Import, more ...string) string {
	return v.At(append([]string{"import", id.Show(imp)}, more...)...)
}

// seeOther sends the browser on; the script that uploads is told in a header,
// since it cannot see where a redirect leads.
func seeOther(w http.ResponseWriter, r *http.Request, to string) error {
	if r.Header.Get("HX-Request") == "true" {
		w.Header().Set("HX-Redirect", to)
		w.WriteHeader(http.StatusNoContent)
		return nil
	}
	http.Redirect(w, r, to, http.StatusSeeOther)
	return nil
}

// size says how many bytes n is as people say it: "12.3 MB".
func size(n int64) string {
	const step = 1 << 10
	units := [...]string{"B", "KB", "MB", "GB", "TB"}
	f, u := float64(n), 0
	for f >= step && u < len(units)-1 {
		f, u = f/step, u+1
	}
	decimals := 0
	if u > 0 && f < 100 {
		decimals = 1
	}
	return strconv.FormatFloat(f, 'f', decimals, 64) + " " + units[u]
}
