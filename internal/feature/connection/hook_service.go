package connection

import (
	"context"
	"encoding/json"
	"fmt"
	"net/url"
	"slices"
	"time"

	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/base/outbox"
	"github.com/huoshui/huoshui/internal/channel"
)

// NewHook makes a hook. Its secret is returned this once. It fails, with a
// sentence, where the address leads inside.
func (s *Service) NewHook(ctx context.Context, ws id.Workspace, name string, set HookSettings) (secret string, d Door, err error) {
	set.Kinds = slices.Compact(slices.Sorted(slices.Values(set.Kinds)))
	if err := set.Validate(); err != nil {
		return "", d, err
	}
	if err := s.leadsOut(ctx, set.URL); err != nil {
		return "", d, &auth.FieldError{Field: "url", Err: err}
	}
	secret = s.freshHookSecret()
	d, err = s.Add(ctx, ws, Hook, name, func(id.Connection) (string, []byte, error) {
		settings, err := json.Marshal(set)
		if err != nil {
			return "", nil, fmt.Errorf("write the settings of a hook: %w", err)
		}
		sealed, err := json.Marshal(hookSecret{Now: secret})
		return string(settings), sealed, err
	})
	return secret, d, err
}

func (s *Service) freshHookSecret() string { return hookPrefix + s.Secret() + s.Secret() }

// leadsOut is nil unless an address is known to lead inside: a name that cannot
// be looked up now may be right all the same.
func (s *Service) leadsOut(ctx context.Context, address string) error {
	u, err := url.Parse(address)
	if err != nil {
		return fault.New(fault.Invalid, badHookURL.With(maxURL))
	}
	ctx, cancel := context.WithTimeout(ctx, 5*time.Second)
	defer cancel()
	if _, err := s.Out.Reach(ctx, u.Hostname()); fault.KindOf(err) == fault.Forbidden {
		return err
	}
	return nil
}

func (s *Service) hookSecret(d Door) (out hookSecret, err error) {
	text, err := s.Unseal(d)
	if err != nil {
		return out, err
	}
	if err := json.Unmarshal(text, &out); err != nil {
		return out, fmt.Errorf("read the secret of a hook: %w", err)
	}
	return out, nil
}

// RotateHook gives a hook another secret and returns it this once. For a day
// posts are signed with both.
func (s *Service) RotateHook(ctx context.Context, ws id.Workspace, c id.Connection) (secret string, err error) {
	d, err := s.hook(ctx, ws, c)
	if err != nil {
		return "", err
	}
	fresh := hookSecret{Now: s.freshHookSecret()}
	if old, err := s.hookSecret(d); err == nil {
		fresh.Old, fresh.Until = old.Now, s.DB.Clock.Now().Add(overlap).UnixMilli()
	}
	text, err := json.Marshal(fresh)
	if err != nil {
		return "", fmt.Errorf("write the secret of a hook: %w", err)
	}
	if err := s.Reseal(ctx, ws, c, d.Settings, text); err != nil {
		return "", err
	}
	if d.Why == NoKey {
		err = s.Resume(ctx, ws, c)
	}
	return fresh.Now, err
}

// hook returns an open hook, or NotFound.
func (s *Service) hook(ctx context.Context, ws id.Workspace, c id.Connection) (d Door, err error) {
	err = s.DB.Read(ctx, func(tx *db.Tx) (err error) {
		d, err = s.Door(ctx, tx, ws, c)
		return err
	})
	if err == nil && (d.Network != Hook || !d.Closed.IsZero()) {
		err = fault.New(fault.NotFound, noDoor.With())
	}
	return d, err
}

var (
	triedKey  = i18n.Text{Hans: "读出签名用的密钥", Hant: "讀出簽章用的密鑰", En: "Read the secret that signs"}
	mendKey   = i18n.Text{Hans: "在这一页换一把新密钥，并把它填到接收方。", Hant: "在這一頁換一把新密鑰，並填到接收方。", En: "Rotate the secret on this page and give the new one to the receiver."}
	triedHost = i18n.Text{Hans: "查找接收方的地址", Hant: "查找接收方的位址", En: "Look up the receiver's address"}
	mendHost  = i18n.Text{
		Hans: "检查地址有没有写错、域名有没有解析；指向内网的地址要由安装的负责人用 --allow-networks 放行。",
		Hant: "檢查位址是否有誤、網域是否有解析；指向內部網路的位址須由安裝的負責人以 --allow-networks 放行。",
		En:   "Check the address for typos and the name's DNS; an address inside your own network must be let through by the installation's owner with --allow-networks.",
	}
	triedPost = i18n.Text{Hans: "发一条测试（kind 为 ping）", Hant: "發送一則測試（kind 為 ping）", En: "Post a test (its kind is ping)"}
	mendPost  = i18n.Text{
		Hans: "接收方要用 2xx 回答，15 秒之内。看看它的日志：地址对不对，证书有没有过期，签名有没有验错。",
		Hant: "接收方須以 2xx 回應，15 秒之內。請看它的記錄：位址是否正確、憑證是否過期、簽章是否驗錯。",
		En:   "The receiver must answer 2xx within 15 seconds. Look into its log: the address, an expired certificate, a signature checked the wrong way.",
	}
)

// CheckHook tries a hook step by step and stops at the first that fails.
func (s *Service) CheckHook(ctx context.Context, d Door) (out []channel.Finding) {
	set, err := readHook(d.Settings)
	u, err2 := url.Parse(set.URL)
	if err == nil {
		err = err2
	}
	if err == nil {
		_, err = s.hookSecret(d)
	}
	if err != nil {
		return append(out, channel.Finding{Tried: triedKey, Got: fault.Public(err).In(i18n.En), Mend: mendKey})
	}
	out = append(out, channel.Finding{Tried: triedKey, OK: true})
	where, err := s.Out.Reach(ctx, u.Hostname())
	if err != nil {
		return append(out, channel.Finding{Tried: triedHost, Got: u.Hostname() + ": " + reasonOf(err), Mend: mendHost})
	}
	out = append(out, channel.Finding{Tried: triedHost, OK: true, Got: fmt.Sprint(where)})
	now := s.DB.Clock.Now()
	key := id.New[id.Fact](s.IDs, now)
	body, err := json.Marshal(Payload{ID: id.Show(key), Kind: Ping, At: now.UTC(), Data: json.RawMessage("{}")})
	if err != nil {
		return append(out, channel.Finding{Tried: triedPost, Got: err.Error(), Mend: mendPost})
	}
	r, _ := Hooks{s}.post(ctx, d, body, "1", id.Show(key))
	got := r.Code
	if r.Why != "" {
		got += ": " + r.Why
	}
	return append(out, channel.Finding{Tried: triedPost, OK: r.Outcome == outbox.Done, Got: got, Mend: mendPost})
}

// reasonOf is an error in one line.
func reasonOf(err error) string {
	if fault.KindOf(err) == fault.Forbidden {
		return fault.Public(err).In(i18n.En)
	}
	code, why := absence(err)
	return code + " " + why
}
