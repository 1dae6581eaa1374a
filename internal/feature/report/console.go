package report

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"net/http"

	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/web/console"
)

//go:embed view/*.html
var views embed.FS

//go:embed static
var static embed.FS

// Rooms are the menu items of this feature.
func Rooms() []console.Item {
	return []console.Item{{Path: "execution", Icon: "insight", Action: auth.View,
		Label: i18n.Text{Hans: "执行情况", Hant: "執行情況", En: "Completion"}}}
}

// pages answers the addresses of reports.
type pages struct {
	shell *console.Shell
	s     *Service

	rate, mornings, plan, mail *console.Page
}

// Pages brings the pages of reports to the shell. It fails when a template or a word
// is wrong.
func Pages(shell *console.Shell, s *Service) error {
	p := &pages{shell: shell, s: s}
	var faults []error
	for name, into := range map[string]**console.Page{"rate": &p.rate, "mornings": &p.mornings, "plan": &p.plan, "server": &p.mail} {
		var err error
		*into, err = console.NewPage(views, "view/"+name+".html", pageWords(), "view/parts.html")
		faults = append(faults, err)
	}
	files, err := fs.Sub(static, "static")
	if err := errors.Join(append(faults, err)...); err != nil {
		return fmt.Errorf("report pages: %w", err)
	}
	shell.Assets("report", files)
	shell.Handle("GET /w/{ws}/execution", auth.View, p.showRate)
	shell.Handle("POST /w/{ws}/execution/remind", auth.Run, p.remind)
	shell.Handle("GET /w/{ws}/execution/morning", auth.Manage, p.showMornings)
	shell.Handle("GET /w/{ws}/execution/morning/{unit}", auth.Manage, p.showPlan)
	shell.Handle("POST /w/{ws}/execution/morning/{unit}", auth.Manage, p.savePlan)
	shell.Handle("POST /w/{ws}/execution/morning/{unit}/try", auth.Manage, p.tryPlan)
	shell.Handle("GET /w/{ws}/execution/server", auth.Manage, p.showMail)
	shell.Handle("POST /w/{ws}/execution/server", auth.Manage, p.saveMail)
	shell.Handle("POST /w/{ws}/execution/server/try", auth.Manage, p.tryMail)
	return nil
}

func seeOther(w http.ResponseWriter, r *http.Request, to string) error {
	http.Redirect(w, r, to, http.StatusSeeOther)
	return nil
}
