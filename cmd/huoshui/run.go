package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/huoshui/huoshui/internal/base/clock"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/outward"
	"github.com/huoshui/huoshui/internal/base/secret"
	"github.com/huoshui/huoshui/internal/channel/export"
	"github.com/huoshui/huoshui/internal/house"
	"github.com/huoshui/huoshui/internal/web/console"
)

// place says where an installation keeps its data.
type place struct {
	Data     string `name:"data" default:"huoshui-data" env:"HUOSHUI_DATA" placeholder:"FOLDER" help:"Folder for the database and uploads."`
	Database string `name:"database" env:"HUOSHUI_DATABASE" placeholder:"URL" help:"PostgreSQL address; a SQLite file in --data by default."`
}

// open opens the installation.
func (c *place) open(ctx context.Context, options ...house.Option) (*house.App, error) {
	house.Tune()
	if err := os.MkdirAll(c.Data, 0o700); err != nil {
		return nil, fault.Because(err, fault.Unavailable, noFolder.With(c.Data))
	}
	key, err := c.key()
	if err != nil {
		return nil, err
	}
	return house.Open(ctx, c.address(), clock.Real{}, append(options, house.WithKey(key))...)
}

// secretKey is the variable that holds the key where it is in no file.
const secretKey = "HUOSHUI_SECRET_KEY"

// key is by what secrets are sealed: that of the environment, or the one beside
// the data, which is made when it is first needed.
func (c *place) key() (*secret.Key, error) {
	if text := os.Getenv(secretKey); text != "" {
		return secret.Parse(text, secretKey)
	}
	return secret.Keep(c.Data)
}

// openUsed opens an installation that is there already: whoever names the
// wrong folder is told so, and no empty one is made in its place.
func (c *place) openUsed(ctx context.Context) (*house.App, error) {
	if err := c.used(); err != nil {
		return nil, err
	}
	return c.open(ctx)
}

var (
	noFolder = i18n.Text{
		Hans: "数据文件夹 %s 建不了或写不进去。请换一个位置(--data)，或检查权限和剩余空间。",
		Hant: "資料夾 %s 無法建立或寫入。請換一個位置(--data)，或檢查權限與剩餘空間。",
		En:   "The data folder %s cannot be made or written. Choose another (--data), or check permissions and free space.",
	}
	badURL = i18n.Text{
		Hans: "--base-url 要写成 https://域名 的样子，后面不带路径，现在是 %s。",
		Hant: "--base-url 要寫成 https://網域 的樣子，後面不帶路徑，現在是 %s。",
		En:   "--base-url must look like https://host, without a path; it is %s.",
	}
	noData = i18n.Text{
		Hans: "文件夹 %s 里没有活水的数据。请用 --data 写明活水在用的文件夹；还没用过的话，先运行 huoshui run。",
		Hant: "資料夾 %s 裡沒有活水的資料。請用 --data 寫明活水在用的資料夾；還沒用過的話，先執行 huoshui run。",
		En:   "The folder %s holds no data of Huoshui. Name the folder it uses with --data; if it never ran, begin with huoshui run.",
	}
	badProxies = i18n.Text{
		Hans: "--trusted-proxies 要写成地址或网段，用逗号隔开，比如 10.0.0.0/8,192.168.1.5；现在是 %s。",
		Hant: "--trusted-proxies 要寫成位址或網段，以逗號隔開，例如 10.0.0.0/8,192.168.1.5；現在是 %s。",
		En:   "--trusted-proxies must be addresses or networks separated by commas, such as 10.0.0.0/8,192.168.1.5; it is %s.",
	}
	noAccount = i18n.Text{
		Hans: "没有叫 %s 的账号。请核对登录名；不写登录名时，给第一位负责人开链接。",
		Hant: "沒有叫 %s 的帳號。請核對登入名稱；不寫登入名稱時，給第一位負責人開連結。",
		En:   "There is no account called %s. Check the login; without one, a link is made for the first owner.",
	}
	linkReady = i18n.Text{
		Hans: "活水已在 %s 运行。\n用这个一次性链接登录（1 小时内有效）：\n  %s\n",
		Hant: "活水已在 %s 執行。\n用這個一次性連結登入（1 小時內有效）：\n  %s\n",
		En:   "Huoshui is running at %s.\nSign in with this one-time link (valid for an hour):\n  %s\n",
	}
	running = i18n.Text{
		Hans: "活水已在 %s 运行。要登录链接，请运行 huoshui admin link。\n",
		Hant: "活水已在 %s 執行。要登入連結，請執行 huoshui admin link。\n",
		En:   "Huoshui is running at %s. For a sign-in link, run huoshui admin link.\n",
	}
	oneLink     = i18n.Text{Hans: "一次性登录链接：\n  %s\n", Hant: "一次性登入連結：\n  %s\n", En: "One-time sign-in link:\n  %s\n"}
	passwordSet = i18n.Text{
		Hans: "账号 %s 的密码已换好，之前的登录都已退出。\n",
		Hant: "帳號 %s 的密碼已更換，先前的登入都已登出。\n",
		En:   "The password of %s has been changed; earlier sign-ins have ended.\n",
	}
	imported = i18n.Text{
		Hans: "已导入：新消息 %d 条，重复 %d 条，跳过 %d 行。\n",
		Hant: "已匯入：新訊息 %d 則，重複 %d 則，略過 %d 行。\n",
		En:   "Imported: %d new {message|messages}, %d known already, %d {line|lines} skipped.\n",
	}
	skippedLine = i18n.Text{Hans: "%s 第 %d 行", Hant: "%s 第 %d 行", En: "%s, line %d"}
	skippedMore = i18n.Text{
		Hans: "还有 %d 行被跳过，原因见控制台的导入页。",
		Hant: "還有 %d 行被略過，原因見控制台的匯入頁。",
		En:   "%d more {line was|lines were} skipped; the console's import page says why.",
	}
	interrupted = i18n.Text{
		Hans: "导入中断了，已读的部分还没有显示。用同样的命令再运行一次，会接着导。",
		Hant: "匯入中斷了，已讀的部分還沒有顯示。用同樣的指令再執行一次，會接著匯入。",
		En:   "The import was interrupted; nothing of it shows yet. Run the same command again and it goes on.",
	}
)

// reached says how people reach the console.
type reached struct {
	Listen  string        `name:"listen" default:"127.0.0.1:8080" env:"HUOSHUI_LISTEN" placeholder:"HOST:PORT" help:"Address to listen on."`
	BaseURL string        `name:"base-url" env:"HUOSHUI_BASE_URL" placeholder:"URL" help:"How people reach the console, when behind a proxy: https://host. Makes cookies secure."`
	Metrics string        `name:"metrics" env:"HUOSHUI_METRICS" placeholder:"HOST:PORT" help:"Address at which Prometheus may ask for /metrics; none by default. Not for the outside."`
	Log     string        `name:"log" enum:"text,json" default:"text" env:"HUOSHUI_LOG" help:"Form of the log on the error stream: text or json."`
	Drain   time.Duration `name:"drain" default:"0s" env:"HUOSHUI_DRAIN" placeholder:"DURATION" help:"When told to end, say so at /readyz for this long before ending, so that a load balancer may notice."`
	Allow   string        `name:"allow-networks" env:"HUOSHUI_ALLOW_NETWORKS" placeholder:"NETS" help:"Inner networks that hooks and homeservers may be in, separated by commas, such as 10.0.0.0/8. Everything inside is refused otherwise."`
	Proxies string        `name:"trusted-proxies" env:"HUOSHUI_TRUSTED_PROXIES" placeholder:"NETS" help:"Networks of proxies whose X-Forwarded-For is believed, separated by commas."`
}

func (c *reached) serving(data string) (o house.Serving, err error) {
	o = house.Serving{Listen: c.Listen, Uploads: filepath.Join(data, "uploads"), Metrics: c.Metrics, Drain: c.Drain, Log: logTo(os.Stderr, c.Log)}
	if c.BaseURL != "" {
		if o.BaseURL, err = parseBase(c.BaseURL); err != nil {
			return o, err
		}
	}
	if o.Proxies, err = console.ParseProxies(c.Proxies); err != nil {
		return o, fault.Because(err, fault.Invalid, badProxies.With(c.Proxies))
	}
	return o, nil
}

// logTo is a log in one of the forms that --log names. No line of it holds what
// members said or are called.
func logTo(w io.Writer, form string) *slog.Logger {
	if form == "json" {
		return slog.New(slog.NewJSONHandler(w, nil))
	}
	return slog.New(slog.NewTextHandler(w, nil))
}

// parseBase reads how people reach the console.
func parseBase(s string) (*url.URL, error) {
	u, err := url.Parse(s)
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" || u.Path != "" && u.Path != "/" || u.RawQuery != "" || u.Fragment != "" {
		return nil, fault.New(fault.Invalid, badURL.With(s))
	}
	return u, nil
}

// named tells people which account is not there.
func named(login string, err error) error {
	if login != "" && fault.KindOf(err) == fault.NotFound {
		return fault.Because(err, fault.NotFound, noAccount.With(login))
	}
	return err
}

// runCommand is huoshui run: everything in one step, with a sample to look at.
type runCommand struct {
	place
	reached
	NoSample bool   `name:"no-sample" help:"Do not make a sample workspace on the first start."`
	Phones   string `name:"phone-listen" env:"HUOSHUI_PHONE_LISTEN" placeholder:"HOST:PORT" help:"Address in the local network at which phones may be let in, instead of looking for it. Nothing listens there until an owner asks for it."`

	served bool // by huoshui serve: phones use the server's address
}

// Run serves the console until it is stopped.
func (c *runCommand) Run(ctx context.Context, p *program) error {
	o, err := c.serving(c.Data)
	if err != nil {
		return err
	}
	if !c.served {
		if o.Phones, err = house.PhoneNet(c.Phones); err != nil {
			return err
		}
	}
	allow, err := outward.ParseNetworks(c.Allow)
	if err != nil {
		return err
	}
	app, err := c.open(ctx, house.WithNetworks(allow))
	if err != nil {
		return err
	}
	defer app.Close() //nolint:errcheck // everything is committed
	made := false
	o.Prepare = func(ctx context.Context) (err error) {
		made, err = app.First(ctx, !c.NoSample, p.lang)
		return err
	}
	if !c.NoSample {
		o.Furnish = func(ctx context.Context) error { return app.FirstLook(ctx, time.Now()) }
	}
	o.Ready = func(shell *console.Shell) error {
		if err := p.tellHeld(ctx, app); err != nil {
			return err
		}
		if !made && !terminal(p.out) { // a link is a key: a service's log gets one only when nobody could sign in yet
			_, err := fmt.Fprint(p.out, running.With(shell.URL("")).In(p.lang))
			return err
		}
		link, err := app.SignInLink(ctx, shell, "")
		if err != nil {
			return err
		}
		_, err = fmt.Fprint(p.out, linkReady.With(shell.URL(""), link).In(p.lang))
		return err
	}
	return app.Serve(ctx, o)
}

// serveCommand is huoshui serve: what a server runs. It makes no sample.
type serveCommand struct {
	place
	reached
}

// Run serves the console, the API and whatever is connected until it is stopped.
func (c *serveCommand) Run(ctx context.Context, p *program) error {
	return (&runCommand{place: c.place, reached: c.reached, NoSample: true, served: true}).Run(ctx, p)
}

// adminCommand is huoshui admin.
type adminCommand struct {
	Release  releaseCommand  `cmd:"" help:"Let a restored installation send again."`
	Erase    eraseCommand    `cmd:"" help:"Forget a member: who they are, and what they wrote."`
	Token    tokenCommand    `cmd:"" help:"Print a new token for a program that posts events or reads figures."`
	Matrix   matrixCommand   `cmd:"" help:"Connect a workspace to a Matrix homeserver and print the registration for it."`
	Link     linkCommand     `cmd:"" help:"Print a one-time sign-in link, when a link or password was lost."`
	Password passwordCommand `cmd:"" help:"Set a password, read from standard input."`
}

type tokenCommand struct {
	place
	Scope     string `name:"scope" required:"" placeholder:"events,read" help:"What the token is good for: events (post them), read (figures), send (messages into groups), tasks (to-dos), separated by commas."`
	Workspace string `name:"workspace" default:"main" placeholder:"NAME" help:"Workspace the token belongs to; main is the first of your own."`
	Name      string `name:"name" placeholder:"NAME" help:"What the token is for. Tokens of one name post as one source, so that a new one can replace an old one."`
}

// Run prints the token and nothing else: it is shown this once.
func (c *tokenCommand) Run(ctx context.Context, p *program) error {
	app, err := c.open(ctx)
	if err != nil {
		return err
	}
	defer app.Close() //nolint:errcheck // everything is committed
	token, err := app.NewToken(ctx, c.Workspace, c.Name, c.Scope)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintln(p.out, token)
	return err
}

type linkCommand struct {
	place
	BaseURL string `name:"base-url" env:"HUOSHUI_BASE_URL" default:"http://127.0.0.1:8080" help:"How people reach the console."`
	Login   string `arg:"" optional:"" help:"Account; the first owner by default."`
}

// Run prints the link.
func (c *linkCommand) Run(ctx context.Context, p *program) error {
	if _, err := parseBase(c.BaseURL); err != nil {
		return err
	}
	app, err := c.openUsed(ctx)
	if err != nil {
		return err
	}
	defer app.Close() //nolint:errcheck // everything is committed
	l, err := app.Auth.AdminLink(ctx, c.Login)
	if err != nil {
		return named(c.Login, err)
	}
	_, err = fmt.Fprint(p.out, oneLink.With(strings.TrimSuffix(c.BaseURL, "/")+"/link/"+l.Token).In(p.lang))
	return err
}

type passwordCommand struct {
	place
	Login string `arg:"" help:"Account whose password to set."`
}

// Run reads the password from standard input and sets it.
func (c *passwordCommand) Run(ctx context.Context, p *program) error {
	password, err := readPassword()
	if err != nil {
		return err
	}
	app, err := c.openUsed(ctx)
	if err != nil {
		return err
	}
	defer app.Close() //nolint:errcheck // everything is committed
	u, err := app.Auth.AdminPassword(ctx, c.Login, password)
	if err != nil {
		return named(c.Login, err)
	}
	_, err = fmt.Fprint(p.out, passwordSet.With(u.Login).In(p.lang))
	return err
}

// skips tells on the error stream what an import left out, and why.
func (p *program) skips(got house.Imported) {
	for _, k := range got.Skips {
		where := k.File
		if k.Line > 0 {
			where = skippedLine.With(k.File, k.Line).In(p.lang)
		}
		if where != "" {
			where += ": "
		}
		fmt.Fprintln(p.err, where+k.Why.In(p.lang))
	}
	if more := got.Skipped - int64(len(got.Skips)); more > 0 {
		fmt.Fprintln(p.err, skippedMore.With(more).In(p.lang))
	}
}

// importCommand is huoshui import PATH….
type importCommand struct {
	place
	Paths     []string `arg:"" name:"path" help:"Files or folders of exported chats."`
	Workspace string   `name:"workspace" placeholder:"NAME" help:"Workspace to import into; the first of your own by default."`
	TZ        string   `name:"tz" default:"Asia/Shanghai" help:"Zone of times that state none."`
	Namespace string   `name:"namespace" help:"Join the ids of several archives."`
	JSON      bool     `name:"json" help:"Print the result as JSON."`
}

// Run imports, going on with an import of the same files that was interrupted.
func (c *importCommand) Run(ctx context.Context, p *program) error {
	zone, err := time.LoadLocation(c.TZ)
	if err != nil {
		return fault.Because(err, fault.Invalid, badZone.With(c.TZ))
	}
	app, err := c.open(ctx)
	if err != nil {
		return err
	}
	defer app.Close() //nolint:errcheck // everything is committed
	if _, err := app.First(ctx, false, p.lang); err != nil {
		return err
	}
	bar, done := p.progress()
	got, err := app.ImportFiles(ctx, house.FileImport{Workspace: c.Workspace, Paths: c.Paths, Progress: bar,
		Options: export.Options{Zone: zone, Namespace: c.Namespace, Now: time.Now()}})
	done()
	if err != nil && ctx.Err() != nil {
		fmt.Fprintln(p.err, interrupted.In(p.lang))
		return ctx.Err()
	}
	if err != nil {
		return err
	}
	p.skips(got)
	if c.JSON {
		return json.NewEncoder(p.out).Encode(map[string]any{"import": got.ID, "messages": got.Messages, "repeated": got.Repeated, "skipped": got.Skipped})
	}
	_, err = fmt.Fprint(p.out, imported.With(got.Messages, got.Repeated, got.Skipped).In(p.lang))
	return err
}
