package matrix

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"strconv"

	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/channel"
)

// Check tries the connection one step after the other and stops at the first
// that fails: what follows would fail for the same reason.
func (a *Adapter) Check(ctx context.Context) []channel.Finding {
	var out []channel.Finding
	for _, step := range [...]struct {
		tried, mend i18n.Text
		try         func(context.Context) (got string, mend i18n.Text, err error)
	}{
		{triedServer, mendServer, a.checkServer},
		{triedToken, mendToken, a.checkToken},
		{triedPush, mendPush, a.checkPush},
		{triedRooms, mendRooms, a.checkRooms},
	} {
		got, mend, err := step.try(ctx)
		if err == nil {
			out = append(out, channel.Finding{Tried: step.tried, OK: true, Got: got})
			continue
		}
		if (mend == i18n.Text{}) {
			mend = step.mend
		}
		return append(out, channel.Finding{Tried: step.tried, Got: clip(withoutAddress(err)), Mend: mend})
	}
	return out
}

// withoutAddress is an error without the address that was called, so that the
// cause is within what is shown.
func withoutAddress(err error) string {
	if u, ok := errors.AsType[*url.Error](err); ok {
		err = u.Err
	}
	return err.Error()
}

func (a *Adapter) checkServer(ctx context.Context) (string, i18n.Text, error) {
	var speaks struct {
		Versions []string `json:"versions"`
	}
	err := a.api.ask(ctx, request{method: http.MethodGet, path: "/_matrix/client/versions"}, &speaks)
	if err == nil && len(speaks.Versions) == 0 {
		err = errors.New("no versions in the answer")
	}
	if err != nil {
		return "", i18n.Text{}, err
	}
	return "Matrix " + speaks.Versions[len(speaks.Versions)-1], i18n.Text{}, nil
}

func (a *Adapter) checkToken(ctx context.Context) (string, i18n.Text, error) {
	// Without asking to be a certain user, the homeserver says who it takes us for.
	var me struct {
		User event.NativeUser `json:"user_id"`
	}
	own := *a.api
	own.user = ""
	if err := own.ask(ctx, request{method: http.MethodGet, path: path("account", "whoami")}, &me); err != nil {
		return "", i18n.Text{}, err
	}
	if me.User != a.me {
		return "", mendName, errors.New(string(me.User))
	}
	return string(me.User), i18n.Text{}, a.introduce(ctx)
}

// checkPush has the homeserver call us.
func (a *Adapter) checkPush(ctx context.Context) (string, i18n.Text, error) {
	var took struct {
		MS int64 `json:"duration_ms"`
	}
	err := a.api.ask(ctx, request{
		method: http.MethodPost, path: "/_matrix/client/v1/appservice/" + url.PathEscape(a.set.ID) + "/ping", body: struct{}{},
	}, &took)
	if err == nil {
		return strconv.FormatInt(took.MS, 10) + " ms", i18n.Text{}, nil
	}
	if isRefused(err, http.StatusNotFound) || isRefused(err, http.StatusMethodNotAllowed) {
		a.mu.Lock()
		heard := a.heard
		a.mu.Unlock()
		if !heard.IsZero() {
			return heard.Format("2006-01-02 15:04:05 UTC"), i18n.Text{}, nil
		}
		return "", mendPushOld, err
	}
	return "", i18n.Text{}, err
}

func (a *Adapter) checkRooms(ctx context.Context) (string, i18n.Text, error) {
	chats, err := a.joined(ctx)
	if err == nil && len(chats) == 0 {
		err = errors.New("0")
	}
	return strconv.Itoa(len(chats)), i18n.Text{}, err
}
