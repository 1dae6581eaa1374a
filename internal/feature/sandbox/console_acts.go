package sandbox

import (
	"errors"
	"io"
	"net/http"
	"strconv"
	"strings"

	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/channel"
	"github.com/huoshui/huoshui/internal/channel/sandbox"
	"github.com/huoshui/huoshui/internal/web/console"
)

// said is the form under a chat.
type said struct {
	spot
	text    string
	picture *channel.Media
}

// maxField is the length of the longest field besides a picture, in bytes.
const maxField = 70 << 10

var badForm = i18n.Text{
	Hans: "这一条没有完整送到，请再发一次。图片最多 2 MB。",
	Hant: "這一則沒有完整送達，請再傳一次。圖片最多 2 MB。",
	En:   "That did not arrive whole; please send it again. Pictures have at most 2 MB.",
}

// maxSpoken is the length of the longest thing Huoshui is asked to say, in bytes.
const maxSpoken = 4000

var badSpeech = text("请写下要活水说的话，最多 %d 字节。", "請寫下要活水說的話，最多 %d 位元組。", "Write what Huoshui shall say, %d bytes at most.")

// readSaid reads the form.
func readSaid(r *http.Request) (out said, err error) {
	parts, err := console.Parts(r)
	if err != nil {
		return out, err
	}
	typed := ""
	for {
		part, err := parts.NextPart()
		if errors.Is(err, io.EOF) {
			if out.text == "" { // no ready words were chosen
				out.text = typed
			}
			return out, nil
		}
		if err != nil {
			return out, fault.Because(err, fault.Invalid, badForm.With())
		}
		limit := int64(maxField)
		if part.FormName() == "picture" {
			limit = maxUpload
		}
		data, err := io.ReadAll(io.LimitReader(part, limit))
		if err != nil {
			return out, fault.Because(err, fault.Invalid, badForm.With())
		}
		switch part.FormName() {
		case "chat":
			out.chat = event.NativeChat(data)
		case "as":
			out.as = event.NativeUser(data)
		case "reply":
			out.reply = event.NativeMessage(data)
		case "edit":
			out.edit = event.NativeMessage(data)
		case "text":
			typed = string(data)
		case "quick":
			out.text = string(data)
		case "picture":
			if len(data) > 0 {
				out.picture = &channel.Media{Name: part.FileName(), Type: http.DetectContentType(data), Data: data}
			}
		}
	}
}

// say handles POST /w/{ws}/sandbox/say: something is said, or reads otherwise.
func (p *pages) say(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	s, err := readSaid(r)
	if err != nil {
		return err
	}
	if s.edit != "" {
		err = p.p.Edit(r.Context(), v.Workspace, s.chat, s.as, s.edit, s.text)
	} else {
		_, err = p.p.Say(r.Context(), v.Workspace, s.chat, s.as, sandbox.Words{Text: s.text, ReplyTo: s.reply, Picture: s.picture})
	}
	if err != nil {
		return p.refuse(w, r, v, s.spot, err)
	}
	return redirect(w, r, spot{chat: s.chat, as: s.as}.href(v))
}

// do handles POST /w/{ws}/sandbox/do: all else that people do in the phone.
func (p *pages) do(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	ctx, ws := r.Context(), v.Workspace
	at := spotOf(r.PostForm)
	m := event.NativeMessage(r.PostFormValue("message"))
	to := at
	var err error
	switch r.PostFormValue("do") {
	case "react":
		err = p.p.React(ctx, ws, at.chat, at.as, m, r.PostFormValue("sign"))
	case "recall":
		err = p.p.Recall(ctx, ws, at.chat, at.as, m)
	case "speak":
		if words := strings.TrimSpace(r.PostFormValue("text")); words == "" || len(words) > maxSpoken {
			err = fault.New(fault.Invalid, badSpeech.With(maxSpoken))
		} else {
			err = p.voice.Speak(ctx, ws, at.chat, words)
		}
		to.sheet = ""
	case "leave":
		err = p.p.Leave(ctx, ws, at.chat, at.as)
		to = spot{as: at.as}
	case "join":
		to.chat, err = p.p.JoinByCode(ctx, ws, r.PostFormValue("code"), at.as)
		to.sheet = ""
	default:
		s, failed := p.stage(ctx, v, at)
		if failed != nil {
			return failed
		}
		known := false
		if to, known, err = p.run(ctx, ws, s, r); !known {
			err = fault.New(fault.Invalid, badForm.With())
		}
	}
	if err != nil {
		return p.refuse(w, r, v, at, err)
	}
	return redirect(w, r, to.href(v))
}

// be handles POST /w/{ws}/sandbox/be: somebody new to be acted as.
func (p *pages) be(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	pool := newcomers
	if r.PostFormValue("do") == "spammer" {
		pool = spammers
	}
	players, err := p.p.People(r.Context(), v.Workspace, "")
	if err != nil {
		return err
	}
	var taken []string
	for _, x := range players {
		taken = append(taken, x.Name)
	}
	who, err := p.p.CreatePerson(r.Context(), v.Workspace, nextName(pool, taken))
	if err != nil {
		return p.refuse(w, r, v, spotOf(r.PostForm), err)
	}
	return redirect(w, r, spot{as: who}.href(v))
}

// setClock handles POST /w/{ws}/sandbox/clock: the field speed, 0 to stop it.
func (p *pages) setClock(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	speed, err := strconv.Atoi(r.PostFormValue("speed"))
	if err != nil {
		return fault.Because(err, fault.Invalid, badForm.With())
	}
	p.deps.Watching(v.Workspace)
	if err := p.deps.SetClock(r.Context(), v.Workspace, max(speed, 1), speed == 0); err != nil {
		return p.refuse(w, r, v, spotOf(r.PostForm), err)
	}
	return redirect(w, r, spotOf(r.PostForm).href(v))
}

// settle handles POST /w/{ws}/sandbox/settle: a person confirms what Huoshui
// has prepared, or does not.
func (p *pages) settle(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	at := spotOf(r.PostForm)
	connection, err := id.Parse[id.Connection](r.PostFormValue("connection"))
	if err != nil {
		return err
	}
	key, confirm := r.PostFormValue("key"), r.PostFormValue("do") == "confirm"
	if err = p.p.Settle(r.Context(), v.Workspace, connection, key, confirm); err == nil && !confirm {
		err = p.voice.Declined(r.Context(), v.Workspace, key)
	}
	if err != nil {
		return p.refuse(w, r, v, at, err)
	}
	return redirect(w, r, at.href(v))
}
