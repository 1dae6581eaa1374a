package phone

import (
	"crypto/hmac"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"net/netip"
	"time"

	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/web/console"
	"github.com/huoshui/huoshui/internal/web/qrcode"
)

//go:embed view/*.html
var views embed.FS

//go:embed static/*
var static embed.FS

type pages struct {
	shell     *console.Shell
	door      *Door
	public    string // the address phones use where there is no door; "" where nobody said
	see, pair *console.Page
}

// Add brings the pages to the shell. public is the address that phones use where
// they need no door. It fails when a template or a word is wrong, or there is no
// randomness.
func Add(shell *console.Shell, d *Door, public string) error {
	d.shell = shell
	if _, err := io.ReadFull(d.rand, d.seal[:]); err != nil {
		return fmt.Errorf("take randomness: %w", err)
	}
	p := &pages{shell: shell, door: d, public: public}
	files, err := fs.Sub(static, "static")
	if err != nil {
		return err
	}
	shell.Assets("phone", files)
	var err2 error
	p.see, err = console.NewPage(views, "view/phone.html", phoneWords())
	p.pair, err2 = console.NewPage(views, "view/pair.html", pairWords())
	if err := errors.Join(err, err2); err != nil {
		return fmt.Errorf("phone pages: %w", err)
	}
	shell.HandleUser("GET /phone", p.show)
	shell.HandleUser("POST /phone/open", p.doing(p.openDoor))
	shell.HandleUser("POST /phone/code", p.doing(p.newCode))
	shell.HandleUser("POST /phone/close", p.doing(p.closeDoor))
	shell.HandleUser("POST /phone/remove", p.doing(p.remove))
	shell.HandleUser("POST /phone/start", p.doing(p.setStart))
	shell.HandleOpen("GET /pair", p.showPair)
	shell.HandleOpen("POST /pair", p.doPair)
	return nil
}

// The states of the page.
const (
	isPublic  = "public"  // phones use the console's address
	isServed  = "served"  // nobody said which address that is
	isOwners  = "owners"  // who looks is no owner
	isHere    = "here"    // who looks does so from a paired phone
	isNowhere = "nowhere" // the computer is in no local network
	isClosed  = "closed"
	isOpen    = "open"
)

type phoneView struct {
	Form      console.Form
	State     string
	Verdict   i18n.Message
	Lead      i18n.Text
	Addresses []Address
	URL       string // what phones open
	QR        *qrcode.Square
	Code      string // "" where none holds
	Minutes   int    // for which it still does
	Lost      bool
	Phones    []auth.Device
	AtStart   bool
	Seen      string // what the moving part shows, in short
}

// show handles GET /phone, and asks by htmx whether anything has changed.
func (p *pages) show(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	view, err := p.view(r, v)
	if err != nil {
		return err
	}
	if r.Header.Get("HX-Request") == "true" {
		if r.URL.Query().Get("seen") == view.Seen {
			w.WriteHeader(http.StatusNoContent)
			return nil
		}
		return p.shell.Fragment(w, r, v, p.see, "live", view)
	}
	status := http.StatusOK
	if view.State == isOwners {
		status = http.StatusForbidden
	}
	return p.shell.ShowStatus(w, r, v, status, p.see, view)
}

func (p *pages) view(r *http.Request, v console.Viewer) (view phoneView, err error) {
	switch {
	case console.ThroughDoor(r):
		return phoneView{State: isHere, Verdict: hereVerdict.With(), Lead: hereLead}, nil
	case p.door.net == nil && p.public == "":
		return phoneView{State: isServed, Verdict: servedVerdict.With(), Lead: servedLead}, nil
	case p.door.net == nil:
		view = phoneView{State: isPublic, Verdict: publicVerdict.With(), Lead: publicLead, URL: p.public}
		view.QR, err = qrcode.Draw(view.URL)
		return view, err
	}
	err = p.door.auth.MustOwn(r.Context(), v.User)
	if fault.KindOf(err) == fault.Forbidden {
		return phoneView{State: isOwners, Verdict: ownersVerdict.With(), Lead: ownersLead}, nil
	}
	if err == nil {
		view.Phones, err = p.door.auth.Devices(r.Context(), v.User)
	}
	if err != nil {
		return view, err
	}
	kept, err := p.door.auth.Door(r.Context())
	if err != nil {
		return view, err
	}
	view.AtStart = kept.AtStart
	if view.Addresses, err = p.door.net.Addresses(); err != nil {
		return view, fmt.Errorf("look for this computer's addresses: %w", err)
	}
	view.Addresses = Sort(view.Addresses)
	return view, p.door.fill(&view, v.User)
}

// fill says how the door stands. The code is shown to nobody but its owner: it lets
// a phone in as them.
func (d *Door) fill(view *phoneView, user id.User) (err error) {
	now := d.clock.Now()
	d.mu.Lock()
	o, k, shut := d.open, d.knock, d.shut
	if o != nil {
		view.Lost = o.lost
	}
	if o != nil && k.live(now) && k.user == user {
		view.Code, view.Minutes = k.code, int((k.until.Sub(now)+time.Minute-1)/time.Minute)
	}
	d.mu.Unlock()
	switch {
	case o == nil && len(view.Addresses) == 0:
		view.State, view.Verdict, view.Lead = isNowhere, nowhereVerdict.With(), nowhereLead
	case o == nil:
		said := closedSaid[shut]
		view.State, view.Verdict, view.Lead = isClosed, said.verdict.With(), said.lead
	default:
		view.State, view.URL = isOpen, "http://"+o.at.String()
		if view.Code != "" {
			view.URL += "/pair"
		}
		view.Verdict, view.Lead = openSaid(view)
		view.QR, err = qrcode.Draw(view.URL)
	}
	view.Seen = d.seenOf(view)
	return err
}

// openSaid says how things are while the door is open.
func openSaid(view *phoneView) (i18n.Message, i18n.Text) {
	switch {
	case view.Lost && len(view.Addresses) == 0:
		return nowhereVerdict.With(), nowhereLead
	case view.Lost:
		return lostVerdict.With(), lostLead
	case view.Code != "":
		return codeVerdict.With(), codeLead
	case len(view.Phones) > 0:
		return openVerdict.With(len(view.Phones)), openLead
	}
	return idleVerdict.With(), idleLead
}

// seenOf tells one state of the moving part from another. It stands in an address,
// which is kept in places where a code has no business, and the code is in it: without
// the key of this run, six digits are found by trying them all.
func (d *Door) seenOf(view *phoneView) string {
	text := fmt.Sprintln(view.State, view.Verdict.In(i18n.En), view.URL, view.Code, view.Minutes, view.Lost, view.Addresses)
	for _, one := range view.Phones {
		text += fmt.Sprintln(one.ID, one.Seen.Unix())
	}
	mac := hmac.New(sha256.New, d.seal[:])
	mac.Write([]byte(text)) // it never fails
	return hex.EncodeToString(mac.Sum(nil)[:8])
}

// doing is what every button of the page does: it acts, and leads back to the
// page, or shows it again with what went wrong.
func (p *pages) doing(act func(r *http.Request, v console.Viewer) error) console.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
		if p.door.net == nil {
			return fault.New(fault.NotFound, servedVerdict.With())
		}
		err := act(r, v)
		if err == nil {
			return redirect(w, r, "/phone")
		}
		if !console.Correctable(err) && fault.KindOf(err) != fault.Unavailable {
			return err
		}
		view, again := p.view(r, v)
		if again != nil {
			return again
		}
		view.Form = console.FormOf(err)
		return p.shell.ShowStatus(w, r, v, console.StatusOf(err), p.see, view)
	}
}

func (p *pages) openDoor(r *http.Request, v console.Viewer) error {
	typed := r.PostFormValue("address")
	ip, err := netip.ParseAddr(typed)
	if err != nil {
		return fault.Because(err, fault.Conflict, notHere.With(clip(typed)))
	}
	return p.door.Open(r.Context(), v.User, ip)
}

func (p *pages) newCode(r *http.Request, v console.Viewer) error {
	return p.door.NewCode(r.Context(), v.User)
}

func (p *pages) closeDoor(r *http.Request, v console.Viewer) error {
	return p.door.Close(r.Context(), v.User)
}

// remove shows a phone out: its session ends, and whatever it has open.
func (p *pages) remove(r *http.Request, v console.Viewer) error {
	phone, err := id.Parse[id.Device](r.PostFormValue("phone"))
	if err != nil {
		return err
	}
	if err := p.door.auth.RemoveDevice(r.Context(), v.User, phone); err != nil {
		return err
	}
	if o := p.door.standing(); o != nil {
		o.guests.showOut(phone)
	}
	return nil
}

func (p *pages) setStart(r *http.Request, v console.Viewer) error {
	return p.door.auth.SetDoorAtStart(r.Context(), v.User, r.PostFormValue("start") == "yes")
}

func redirect(w http.ResponseWriter, r *http.Request, to string) error {
	http.Redirect(w, r, to, http.StatusSeeOther)
	return nil
}

// clip keeps what was sent from filling the page.
func clip(s string) string {
	if r := []rune(s); len(r) > 40 {
		return string(r[:40]) + "…"
	}
	return s
}
