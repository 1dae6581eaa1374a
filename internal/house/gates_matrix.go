package house

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"net/url"
	"strings"
	"time"

	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/base/lease"
	"github.com/huoshui/huoshui/internal/channel"
	"github.com/huoshui/huoshui/internal/channel/matrix"
	"github.com/huoshui/huoshui/internal/feature/connection"
)

// matrixSecret is what of a connection's settings is stored sealed.
type matrixSecret struct {
	ASToken string `json:"as_token"`
	HSToken string `json:"hs_token"`
}

// bareSettings reads the settings of a connection, without its tokens.
func (a *App) bareSettings(d connection.Door) (set matrix.Settings, err error) {
	if err := json.Unmarshal([]byte(d.Settings), &set); err != nil {
		return set, fmt.Errorf("read the settings of a connection: %w", err)
	}
	return set, nil
}

// matrixSettings reads the settings of a connection, with its tokens.
func (a *App) matrixSettings(d connection.Door) (set matrix.Settings, err error) {
	if set, err = a.bareSettings(d); err != nil {
		return set, err
	}
	text, err := a.Connection.Unseal(d)
	if err != nil {
		return set, err
	}
	var tokens matrixSecret
	if err := json.Unmarshal(text, &tokens); err != nil {
		return set, fmt.Errorf("read the tokens of a connection: %w", err)
	}
	set.ASToken, set.HSToken = tokens.ASToken, tokens.HSToken
	return set, nil
}

// parted is settings as they are stored: without the tokens, and the tokens.
func parted(set matrix.Settings) (settings string, secret []byte, err error) {
	secret, err = json.Marshal(matrixSecret{set.ASToken, set.HSToken})
	if err != nil {
		return "", nil, fmt.Errorf("write the tokens of a connection: %w", err)
	}
	set.ASToken, set.HSToken = "", ""
	text, err := json.Marshal(set)
	if err != nil {
		return "", nil, fmt.Errorf("write the settings of a connection: %w", err)
	}
	return string(text), secret, nil
}

// readEvery is after how long what a homeserver never put is found: Synapse
// forgets what was in its queue when it is stopped.
const readEvery = 2 * time.Minute

// openMatrix makes an adapter of a connection.
func (a *App) openMatrix(d connection.Door, log *slog.Logger) (*matrix.Adapter, error) {
	set, err := a.matrixSettings(d)
	if err != nil {
		return nil, err
	}
	return matrix.Open(set, matrix.Options{Clock: a.DB.Clock, Log: log, HTTP: a.out.HTTP(), Since: d.Created, Every: readEvery,
		LastSeen: func(ctx context.Context, chat event.NativeChat) (last time.Time, err error) {
			key := event.GroupKey(event.Matrix, "", chat)
			err = a.DB.Read(ctx, func(tx *db.Tx) error {
				groups, err := a.Community.GroupsByKey(ctx, tx, d.Workspace, []string{key})
				if err != nil || groups[key].ID == 0 {
					return err
				}
				last, err = a.Chat.LastSaid(ctx, tx, d.Workspace, groups[key].ID)
				return err
			})
			return last, err
		}})
}

// ConnectMatrix connects a workspace to a homeserver. base is how networks reach
// this installation; tokens that are left out are made.
func (a *App) ConnectMatrix(ctx context.Context, ws id.Workspace, name, base string, set matrix.Settings) (connection.Door, error) {
	if err := a.mayConnect(ctx, ws); err != nil {
		return connection.Door{}, err
	}
	u, err := url.Parse(strings.TrimSuffix(base, "/"))
	if err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Host == "" || u.Path != "" || u.RawQuery != "" || u.User != nil {
		return connection.Door{}, &auth.FieldError{Field: "base", Err: fault.New(fault.Invalid, badBase.With())}
	}
	return a.Connection.Add(ctx, ws, event.Matrix, name, func(c id.Connection) (string, []byte, error) {
		set.URL = u.String() + strings.TrimSuffix(hookPath(c), "/")
		set = matrix.Fresh(set)
		if err := set.Validate(); err != nil {
			return "", nil, err
		}
		return parted(set)
	})
}

// ConnectMatrixIn is ConnectMatrix for a workspace by its name, from the command
// line. It returns the registration that the homeserver is to be given.
func (a *App) ConnectMatrixIn(ctx context.Context, workspace, name, base string, set matrix.Settings) (registration string, err error) {
	ws, err := a.workspaceFor(ctx, workspace)
	if err != nil {
		return "", err
	}
	d, err := a.ConnectMatrix(ctx, ws, name, base, set)
	if err != nil {
		return "", err
	}
	if set, err = a.matrixSettings(d); err != nil {
		return "", err
	}
	return set.Registration(), nil
}

// mayConnect is nil where a workspace may be connected to the outside.
func (a *App) mayConnect(ctx context.Context, ws id.Workspace) error {
	all, err := a.Auth.Workspaces(ctx)
	if err != nil {
		return err
	}
	for _, w := range all {
		if w.ID == ws && w.Kind == auth.Sandbox {
			return fault.New(fault.Conflict, onlySimulated.With())
		}
	}
	a.times.forget(ws)
	return a.Sandbox.MayConnect(ctx, ws)
}

var (
	badBase = i18n.Text{
		Hans: "写成 https://域名 的样子，后面不带路径。",
		Hant: "寫成 https://網域 的樣子，後面不帶路徑。",
		En:   "Write it as https://host, without a path.",
	}
	onlySimulated = i18n.Text{
		Hans: "这里的群和群友都是模拟的，什么也不会发到外面，所以不能接真的聊天平台和推送。请在自己的工作区里接。",
		Hant: "這裡的群組與群友都是模擬的，什麼也不會傳到外面，因此不能連接真的聊天平台與推送。請在自己的工作區連接。",
		En:   "Groups and members here are simulated and nothing leaves, so neither a real network nor a hook can be connected. Do that in a workspace of your own.",
	}
	connectedAlready = i18n.Text{
		Hans: "这个工作区已经接到外面（聊天平台或推送），时钟不能调快或暂停。要演练，请另建一个演练工作区。",
		Hant: "這個工作區已連到外部（聊天平台或推送），時鐘不能調快或暫停。要演練，請另建一個演練工作區。",
		En:   "This workspace is connected to the outside (a chat network or a hook), so its clock can neither run fast nor stand. To rehearse, make another sandbox workspace.",
	}

	triedSecret = i18n.Text{Hans: "读出保存的令牌", Hant: "讀出儲存的權杖", En: "Read the stored tokens"}
	mendSecret  = i18n.Text{Hans: "在这一页把令牌重新填一次（在 Matrix 服务器的注册文件里）。", Hant: "在這一頁重新填寫權杖（在 Matrix 伺服器的註冊檔裡）。", En: "Enter the tokens again on this page; they stand in the homeserver's registration file."}
	triedLookUp = i18n.Text{Hans: "查找 Matrix 服务器的地址", Hant: "查找 Matrix 伺服器的位址", En: "Look up the homeserver's address"}
	mendLookUp  = i18n.Text{
		Hans: "检查 Matrix 服务器的地址有没有写错。它在本机或内网的话，请安装的负责人启动时用 --allow-networks 放行，比如 --allow-networks 127.0.0.0/8。",
		Hant: "檢查 Matrix 伺服器的位址是否有誤。若它在本機或內部網路，請安裝的負責人啟動時以 --allow-networks 放行，例如 --allow-networks 127.0.0.0/8。",
		En:   "Check the homeserver's address. If it is on this machine or in your own network, the installation's owner lets it through with --allow-networks, such as --allow-networks 127.0.0.0/8.",
	}
	triedHearing = i18n.Text{Hans: "看有没有进程在听这个接入", Hant: "看是否有程序在聽這個連線", En: "See whether a process hears this connection"}
	mendHearing  = i18n.Text{
		Hans: "刚启动或刚接入时等十几秒再查。一直这样的话，看看服务的日志；已暂停的接入先恢复。",
		Hant: "剛啟動或剛連線時，等十幾秒再檢查。若一直如此，請看服務的記錄；已暫停的連線請先恢復。",
		En:   "Right after a start, check again in some ten seconds. If it goes on, look into the service's log; a paused connection has to be resumed first.",
	}
)

// checkMatrix tries a connection to a homeserver step by step.
func (a *App) checkMatrix(ctx context.Context, d connection.Door) (out []channel.Finding) {
	set, err := a.matrixSettings(d)
	if err != nil {
		return append(out, channel.Finding{Tried: triedSecret, Got: fault.Public(err).In(i18n.En), Mend: mendSecret})
	}
	out = append(out, channel.Finding{Tried: triedSecret, OK: true})
	u, err := url.Parse(set.Homeserver)
	if err == nil {
		_, err = a.out.Reach(ctx, u.Hostname())
	}
	if err != nil {
		return append(out, channel.Finding{Tried: triedLookUp, Got: err.Error(), Mend: mendLookUp})
	}
	out = append(out, channel.Finding{Tried: triedLookUp, OK: true, Got: u.Hostname()})
	adapter, _, ended := a.gates.of(d.Workspace, d.ID)
	if adapter == nil {
		if adapter, err = a.openMatrix(d, slog.New(slog.DiscardHandler)); err != nil {
			return append(out, channel.Finding{Tried: triedSecret, Got: fault.Public(err).In(i18n.En), Mend: mendSecret})
		}
	}
	held := false
	err = a.DB.Read(ctx, func(tx *db.Tx) (err error) {
		held, err = lease.IsHeld(ctx, tx, gatePrefix+id.Show(d.ID))
		return err
	})
	finding := channel.Finding{Tried: triedHearing, OK: err == nil && held, Mend: mendHearing}
	if ended != nil {
		finding.Got = fault.Public(ended).In(i18n.En)
	}
	out = append(append(out, finding), adapter.Check(ctx)...)
	return append(out, a.checkCompared(ctx, d, networkPace)...)
}
