package report

import (
	"context"
	"encoding/json"
	"net/mail"
	"net/url"
	"slices"
	"strings"
	"time"
	"unicode"

	"github.com/huoshui/huoshui/internal/base/audit"
	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/base/job"
)

const (
	mostMails   = 20
	maxMail     = 254
	maxAddress  = 2000
	maxHost     = 253
	maxUser     = 254
	maxPassword = 500
)

var (
	badMails = i18n.Text{
		Hans: "这里要写邮箱地址，一行一个，最多 %d 个；看不懂的是“%s”。",
		Hant: "這裡要寫電子郵件地址，一行一個，最多 %d 個；看不懂的是「%s」。",
		En:   "Write e-mail addresses, one to a line, %d at most. This one cannot be read: “%s”.",
	}
	badAddress = i18n.Text{
		Hans: "地址要以 https:// 开头，里面不能有账号、密码和 # 号。",
		Hant: "位址要以 https:// 開頭，裡面不能有帳號、密碼和 # 號。",
		En:   "An address begins with https:// and holds no user, password or #.",
	}
	badTime   = i18n.Text{Hans: "时间写成 09:00 这样。", Hant: "時間寫成 09:00 這樣。", En: "Write the time like 09:00."}
	badHost   = i18n.Text{Hans: "请填邮件服务器的名字，比如 smtp.example.com，前面不带 https://。", Hant: "請填郵件伺服器的名稱，例如 smtp.example.com，前面不帶 https://。", En: "Enter the name of the mail server, such as smtp.example.com, without https://."}
	badPort   = i18n.Text{Hans: "端口是 1 到 65535 的数，常用 587 或 465。", Hant: "連接埠是 1 到 65535 的數字，常用 587 或 465。", En: "The port is a number from 1 to 65535, most often 587 or 465."}
	badFrom   = i18n.Text{Hans: "请填一个发件邮箱，比如 report@example.com。", Hant: "請填一個寄件信箱，例如 report@example.com。", En: "Enter the address it is sent from, such as report@example.com."}
	badUser   = i18n.Text{Hans: "账号或密码太长，或者里面有看不见的字符。", Hant: "帳號或密碼太長，或含有看不見的字元。", En: "The user or the password is too long or holds characters that cannot be seen."}
	noTargets = i18n.Text{
		Hans: "还没有人收。填一个邮箱、程序地址或群机器人，再打开。",
		Hant: "還沒有人收。填一個電子郵件、程式位址或群組機器人，再開啟。",
		En:   "Nobody would get it. Enter an e-mail address, a program or a group robot before you switch it on.",
	}
	noServer = i18n.Text{
		Hans: "还没有填邮件服务器，邮件发不出去。先到“邮件服务器”填好。",
		Hant: "還沒有填郵件伺服器，郵件寄不出去。先到「郵件伺服器」填好。",
		En:   "No mail server was entered, so no e-mail can leave. Enter it under “Mail server” first.",
	}
	noUnit = i18n.Text{Hans: "没有找到这个单位，可能它已经不在，或者你看不到它。", Hant: "找不到這個單位，可能它已經不在，或者你看不到它。", En: "This unit was not found; it may be gone, or outside what you see."}
)

func about(field string, text i18n.Text, args ...any) error {
	return &auth.FieldError{Field: field, Err: fault.New(fault.Invalid, text.With(args...))}
}

// Wanted is what somebody says of the report of a unit. The addresses with a secret
// are "" for what is there already.
type Wanted struct {
	Plan
	HookURL, RobotURL   string
	DropHook, DropRobot bool
}

// secrets are the addresses of a plan in which there is a secret.
type secrets struct {
	Hook  string `json:"hook,omitempty"`
	Sign  string `json:"sign,omitempty"` // by what the receiver knows that a post is ours
	Robot string `json:"robot,omitempty"`
}

func boundPlan(ws id.Workspace, unit id.Unit) string {
	return "report_plan/" + id.Show(ws) + "/" + id.Show(unit)
}

func boundMail(ws id.Workspace) string { return "report_mail/" + id.Show(ws) }

func (s *Service) secretsOf(ws id.Workspace, k *kept) (out secrets, err error) {
	if len(k.sealed) == 0 {
		return out, nil
	}
	text, err := s.Key.Open(k.sealed, boundPlan(ws, k.Unit))
	if err != nil {
		return out, err
	}
	return out, json.Unmarshal(text, &out)
}

// ReadMails reads addresses, one to a line or separated by commas.
func ReadMails(text string) (out []string, err error) {
	for _, one := range strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune("\n\r,，;；、", r) || unicode.IsSpace(r) }) {
		if !isMail(one) || len(out) >= mostMails {
			return nil, about("mails", badMails, mostMails, clip(one))
		}
		if !slices.Contains(out, one) {
			out = append(out, one)
		}
	}
	return out, nil
}

func isMail(s string) bool {
	a, err := mail.ParseAddress(s)
	return err == nil && a.Address == s && a.Name == "" && len(s) <= maxMail && !strings.ContainsFunc(s, unicode.IsControl)
}

func clip(s string) string {
	if r := []rune(s); len(r) > 40 {
		return string(r[:40]) + "…"
	}
	return s
}

// ReadClock reads "9:00" as minutes into the day.
func ReadClock(text string) (int, error) {
	t, err := time.Parse("15:04", strings.ReplaceAll(strings.TrimSpace(text), "：", ":"))
	if err != nil {
		return 0, about("at", badTime)
	}
	return t.Hour()*60 + t.Minute(), nil
}

func checkAddress(field, address string) error {
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "https" || u.Hostname() == "" || u.User != nil || u.Fragment != "" || len(address) > maxAddress {
		return about(field, badAddress)
	}
	return nil
}

// unitOf finds a unit of a scope, or fails with NotFound.
func (s *Service) unitOf(ctx context.Context, tx *db.Tx, ws id.Workspace, scope auth.Scope, unit id.Unit) (u auth.Unit, units []auth.Unit, err error) {
	if units, err = s.Near.Units(ctx, tx, ws); err != nil {
		return u, nil, err
	}
	i := slices.IndexFunc(units, func(u auth.Unit) bool { return u.ID == unit })
	if i < 0 || !scope.Has(unit) {
		return u, nil, fault.New(fault.NotFound, noUnit.With())
	}
	return units[i], units, nil
}

// Set keeps when and to whom the report of a unit goes. It returns the secret by
// which a program knows our posts, this once, where a new address was entered. It
// fails with Invalid beside a field, or NotFound.
func (s *Service) Set(ctx context.Context, ws id.Workspace, scope auth.Scope, want Wanted) (sign string, err error) {
	for field, address := range map[string]string{"hook": want.HookURL, "robot": want.RobotURL} {
		if address == "" {
			continue
		}
		if err := checkAddress(field, address); err != nil {
			return "", err
		}
	}
	if want.On {
		if err := s.House.MaySend(ctx, ws); err != nil {
			return "", &auth.FieldError{Field: "on", Err: err}
		}
	}
	err = s.DB.Write(ctx, func(tx *db.Tx) error {
		if _, _, err := s.unitOf(ctx, tx, ws, scope, want.Unit); err != nil {
			return err
		}
		was, _, err := planOf(ctx, tx, ws, want.Unit)
		if err != nil {
			return err
		}
		was.Unit = want.Unit
		k := kept{Plan: want.Plan, sealed: was.sealed}
		if sign, err = s.reseal(ws, &was, &k, want); err != nil {
			return err
		}
		if k.On {
			if err := canSend(ctx, tx, ws, &k.Plan); err != nil {
				return err
			}
		}
		if err := putPlan(ctx, tx, ws, k); err != nil {
			return err
		}
		if err := s.arm(ctx, tx, ws, &k.Plan); err != nil {
			return err
		}
		why := "off"
		if k.On {
			why = "on"
		}
		return audit.Write(ctx, tx, s.IDs, audit.Entry{Workspace: ws, Action: audit.ReportSet, Subject: id.Show(k.Unit), Detail: audit.Detail{Why: why, Count: int64(len(k.Mails))}})
	})
	return sign, err
}

// canSend fails where nothing of a plan could leave.
func canSend(ctx context.Context, tx *db.Tx, ws id.Workspace, p *Plan) error {
	if !p.Sends() {
		return about("on", noTargets)
	}
	if len(p.Mails) == 0 {
		return nil
	}
	_, ok, err := mailOf(ctx, tx, ws)
	if err == nil && !ok {
		return about("mails", noServer)
	}
	return err
}

// reseal seals the addresses of a plan as they are to be from now on.
func (s *Service) reseal(ws id.Workspace, was, k *kept, want Wanted) (sign string, err error) {
	k.Hook, k.Robot = was.Hook, was.Robot
	if want.HookURL == "" && want.RobotURL == "" && !want.DropHook && !want.DropRobot {
		return "", nil
	}
	set, err := s.secretsOf(ws, was)
	if err != nil && want.HookURL == "" && want.RobotURL == "" { // what cannot be read is entered again, or dropped
		set = secrets{}
	}
	if want.DropHook {
		set.Hook, set.Sign = "", ""
	}
	if want.DropRobot {
		set.Robot = ""
	}
	if want.HookURL != "" {
		sign = "hks_" + s.Secret()
		set.Hook, set.Sign = want.HookURL, sign
	}
	if want.RobotURL != "" {
		set.Robot = want.RobotURL
	}
	k.Hook, k.Robot = set.Hook != "", set.Robot != ""
	text, err := json.Marshal(set)
	if err != nil {
		return "", err
	}
	k.sealed, err = s.Key.Seal(text, boundPlan(ws, k.Unit))
	return sign, err
}

// arm lets the next report of a plan go, or none where it is off.
func (s *Service) arm(ctx context.Context, tx *db.Tx, ws id.Workspace, p *Plan) error {
	if !p.On {
		_, err := job.Drop(ctx, tx, ws, MorningJob, id.Show(p.Unit))
		return err
	}
	zone, err := s.Near.Zone(ctx, tx, ws)
	if err != nil {
		return err
	}
	return job.Put(ctx, tx, s.IDs, job.Job{Workspace: ws, Kind: MorningJob, Key: id.Show(p.Unit), Due: p.Next(s.now(ws), zone)})
}

// SetMail keeps by which server e-mail leaves. An empty password is the one that is
// there already. It fails with Invalid beside a field.
func (s *Service) SetMail(ctx context.Context, ws id.Workspace, m Mail, password string) error {
	switch {
	case m.Host == "" || len(m.Host) > maxHost || strings.ContainsAny(m.Host, "/:@ \t") || strings.ContainsFunc(m.Host, unicode.IsControl):
		return about("host", badHost)
	case m.Port < 1 || m.Port > 65535:
		return about("port", badPort)
	case !isMail(m.From):
		return about("from", badFrom)
	case len(m.User) > maxUser || strings.ContainsFunc(m.User, unicode.IsControl):
		return about("user", badUser)
	case len(password) > maxPassword || strings.ContainsFunc(password, unicode.IsControl):
		return about("password", badUser)
	}
	if !slices.Contains([]string{STARTTLS, TLS, Plain}, m.Security) {
		m.Security = STARTTLS
	}
	return s.DB.Write(ctx, func(tx *db.Tx) error {
		was, _, err := mailOf(ctx, tx, ws)
		if err != nil {
			return err
		}
		switch {
		case m.User == "":
			m.sealed = nil
		case password != "":
			if m.sealed, err = s.Key.Seal([]byte(password), boundMail(ws)); err != nil {
				return &auth.FieldError{Field: "password", Err: err}
			}
		case was.Host == m.Host && was.User == m.User: // a password is never shown to another server
			m.sealed = was.sealed
		default:
			return about("password", againPassword)
		}
		if err := putMail(ctx, tx, ws, m); err != nil {
			return err
		}
		return audit.Write(ctx, tx, s.IDs, audit.Entry{Workspace: ws, Action: audit.ReportMailSet, Subject: id.Show(ws), Detail: audit.Detail{Why: m.Security}})
	})
}

var againPassword = i18n.Text{
	Hans: "服务器或账号变了，请把密码再填一次。",
	Hant: "伺服器或帳號變了，請把密碼再填一次。",
	En:   "The server or the user has changed, so enter the password again.",
}
