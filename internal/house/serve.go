package house

import (
	"cmp"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"syscall"
	"time"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/base/run"
	"github.com/huoshui/huoshui/internal/web/account"
	"github.com/huoshui/huoshui/internal/web/console"
	front "github.com/huoshui/huoshui/internal/web/desk"
	"github.com/huoshui/huoshui/internal/web/help"
	"github.com/huoshui/huoshui/internal/web/phone"
	"github.com/huoshui/huoshui/internal/web/record"
)

// Serving says how the console is reached.
type Serving struct {
	Listen  string         // "127.0.0.1:8080"
	BaseURL *url.URL       // how people reach it; nil for http://Listen
	Proxies []netip.Prefix // peers whose word on the client's address is taken
	Uploads string         // folder for files being imported
	Log     *slog.Logger
	Prepare func(context.Context) error      // called once the address is ours, before anything is served; nil for nothing
	Furnish func(context.Context) error      // called while pages are served already and before anything else begins; nil for nothing
	Ready   func(shell *console.Shell) error // called once it listens; nil for nothing
	Metrics string                           // "127.0.0.1:9090", where Prometheus asks; "" for nowhere
	Desk    *front.Door                      // the way in of who opened it by a double-click; nil for none
	Taken   net.Listener                     // where it listens; nil to listen at Listen
	Grace   time.Duration                    // for how long requests may go on at the end; 0 for ten seconds
	Drain   time.Duration                    // for how long /readyz says no before the end of serving begins

	Phones phone.Net // where phones may be let in, while the console itself is for this computer only; nil for nowhere

	stop   <-chan struct{} // closed when serving is about to end
	public string          // the address phones use where they need no door
	door   *phone.Door
}

// Serve serves the console until ctx ends, then lets requests and background
// work finish.
func (a *App) Serve(ctx context.Context, o Serving) error {
	listener, err := o.begin(ctx)
	if err != nil {
		return err
	}
	o.stop = ctx.Done()
	work := run.NewGroup(context.WithoutCancel(ctx), o.Log)
	defer work.Stop()
	imports := newImports(a, work, o.Log, o.Uploads)
	o.door = a.newDoor(o, work)
	shell, pages, err := a.console(o, imports)
	if err != nil {
		_ = listener.Close() // the first error tells
		return err
	}
	k := newKernel(a, a.owner, o.Log)
	defer k.close(context.WithoutCancel(ctx)) //nolint:errcheck // else the lanes are free in ten seconds
	moving := run.NewGroup(context.WithoutCancel(ctx), o.Log)
	defer moving.Stop()
	faces, err := a.measured(ctx, o, k, work, a.faces(o, k, shell, pages))
	if err != nil {
		_ = listener.Close() // the first error tells
		return err
	}
	server := newServer(o, faces)
	failed := make(chan error, 2) // of serving, and of beginning
	work.Go("serve", func(context.Context) error {
		failed <- server.Serve(listener)
		return nil
	})
	if o.Ready != nil {
		if err := o.Ready(shell); err != nil {
			return errors.Join(err, server.Close())
		}
	}
	moving.Go("begin", func(ctx context.Context) error {
		switch err := a.begin(ctx, o); {
		case ctx.Err() != nil: // it goes on at the next start
			return nil
		case err != nil:
			failed <- err
			return nil
		}
		k.start(moving)
		newRehearsal(k, moving, o.Log).start()
		a.keepGoing(work, imports, o.door)
		a.beginning.Do(func() { close(a.begun) })
		return nil
	})
	return a.until(ctx, o, server, failed)
}

func newServer(o Serving, faces http.Handler) *http.Server {
	if o.Desk != nil {
		faces = o.Desk.Guard(faces)
	}
	return &http.Server{Handler: faces, ReadHeaderTimeout: 10 * time.Second, ReadTimeout: 10 * time.Minute, IdleTimeout: 2 * time.Minute,
		MaxHeaderBytes: 64 << 10, ErrorLog: slog.NewLogLogger(o.Log.Handler(), slog.LevelWarn)}
}

// until waits for the end, and lets requests finish.
func (a *App) until(ctx context.Context, o Serving, server *http.Server, failed <-chan error) error {
	select {
	case err := <-failed:
		return errors.Join(err, server.Close())
	case <-a.lost:
		return errors.Join(fault.New(fault.Unavailable, stoppedTooLong.With()), server.Close())
	case <-ctx.Done():
	}
	a.drain(o)
	grace, cancel := context.WithTimeout(context.WithoutCancel(ctx), cmp.Or(o.Grace, 10*time.Second))
	defer cancel()
	if err := server.Shutdown(grace); err != nil {
		return errors.Join(fmt.Errorf("stop serving: %w", err), server.Close())
	}
	return nil
}

// begin makes what there is to look at. Pages are served meanwhile; nothing that
// moves by itself does yet.
func (a *App) begin(ctx context.Context, o Serving) error {
	if o.Furnish == nil {
		return nil
	}
	return o.Furnish(ctx)
}

// keepGoing starts what is done again and again.
func (a *App) keepGoing(work *run.Group, imports *imports, door *phone.Door) {
	work.Every(time.Second, "measure what is due", a.followDay)
	work.Every(24*time.Hour, "sweep uploads", imports.sweep)
	work.Every(15*time.Second, "look after to-dos", a.stepTasks)
	work.Every(5*time.Minute, "remind of the weekly sheet", a.remindWeeks)
	work.Every(time.Minute, "count what was done", a.countReports)
	work.Every(10*time.Minute, "finish erasures", a.finishErasures)
	work.Go("let phones in again", door.Restore)
	work.Every(5*time.Second, "look after the phones' door", door.Watch)
}

// hasBegun reports whether what there is to look at has been made.
func (a *App) hasBegun() bool {
	select {
	case <-a.begun:
		return true
	default:
		return false
	}
}

// begin takes the address and prepares what is to be served there.
func (o *Serving) begin(ctx context.Context) (net.Listener, error) {
	listener, err := o.Taken, error(nil)
	if listener == nil {
		if listener, err = (&net.ListenConfig{}).Listen(ctx, "tcp", o.Listen); err != nil {
			return nil, cannotListen(o.Listen, err)
		}
	}
	if o.Prepare != nil {
		if err := o.Prepare(ctx); err != nil {
			_ = listener.Close() // the first error tells
			return nil, err
		}
	}
	o.forPhones(listener.Addr())
	if o.BaseURL == nil {
		o.BaseURL = &url.URL{Scheme: "http", Host: listener.Addr().String()}
	}
	return listener, nil
}

// drain shuts phones out, and lets whoever looks at /readyz send people elsewhere
// before the end.
func (a *App) drain(o Serving) {
	o.Log.Info("ending")
	o.door.Shut()
	if o.Drain <= 0 {
		return
	}
	timer := time.NewTimer(o.Drain)
	defer timer.Stop()
	select {
	case <-timer.C:
	case <-a.lost:
	}
}

// faces joins what is served: the API, the signs of life, and the console.
func (a *App) faces(o Serving, k *kernel, shell *console.Shell, pages http.Handler) http.Handler {
	mux := http.NewServeMux()
	mux.Handle("/api/", a.newAPI(o, k, shell))
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) { writeLine(w, http.StatusOK, "ok") })
	mux.HandleFunc("GET /readyz", func(w http.ResponseWriter, r *http.Request) {
		select {
		case <-o.stop:
			writeLine(w, http.StatusServiceUnavailable, "ending")
			return
		default:
		}
		if !a.hasBegun() {
			writeLine(w, http.StatusServiceUnavailable, "beginning")
			return
		}
		ctx, cancel := context.WithTimeout(r.Context(), 2*time.Second)
		defer cancel()
		if err := a.DB.Read(ctx, func(tx *db.Tx) error { return nil }); err != nil {
			writeLine(w, http.StatusServiceUnavailable, "the database is away")
			return
		}
		writeLine(w, http.StatusOK, "ready")
	})
	mux.Handle("/hook/", a.gates)
	mux.Handle("/", pages)
	return mux
}

func writeLine(w http.ResponseWriter, status int, line string) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	_, _ = w.Write([]byte(line + "\n")) // the caller went away
}

var (
	stoppedTooLong = i18n.Text{
		Hans: "这个程序停顿得太久，另一个程序已经接手它的编号，继续运行会弄乱数据，所以先退出了。请重新启动。",
		Hant: "這個程式停頓太久，另一個程式已接手它的編號，繼續執行會弄亂資料，因此先結束。請重新啟動。",
		En:   "This program stood still for so long that another took over the number under which it makes ids. Going on would mix up data, so it ended. Please start it again.",
	}
	portTaken = i18n.Text{
		Hans: "地址 %s 已经被别的程序占用，可能活水已经在运行。请关掉那个程序，或用 --listen 换一个端口，比如 --listen 127.0.0.1:8081。",
		Hant: "位址 %s 已經被別的程式占用，可能活水已經在執行。請關閉那個程式，或用 --listen 換一個連接埠，例如 --listen 127.0.0.1:8081。",
		En:   "The address %s is in use by another program; perhaps Huoshui is running already. Stop that one, or choose another port with --listen, such as --listen 127.0.0.1:8081.",
	}
	portRefused = i18n.Text{
		Hans: "没法在地址 %s 上提供服务：%s。请用 --listen 写成 主机：端口，比如 127.0.0.1:8080；1024 以下的端口要有管理员权限。",
		Hant: "無法在位址 %s 上提供服務：%s。請用 --listen 寫成 主機：連接埠，例如 127.0.0.1:8080；1024 以下的連接埠要有管理員權限。",
		En:   "The address %s cannot be served: %s. Write --listen as host:port, such as 127.0.0.1:8080; ports below 1024 need an administrator.",
	}
)

// cannotListen is what a person is told where an address cannot be had.
func cannotListen(address string, err error) error {
	if errors.Is(err, syscall.EADDRINUSE) {
		return fault.Because(err, fault.Unavailable, portTaken.With(address))
	}
	cause := err
	if op, ok := errors.AsType[*net.OpError](err); ok {
		cause = op.Err
	}
	return fault.Because(err, fault.Invalid, portRefused.With(address, cause.Error()))
}

// Handler is the console without a listener, with its background work running
// until stop is called.
func (a *App) Handler(ctx context.Context, o Serving) (h http.Handler, stop func(), err error) {
	work := run.NewGroup(context.WithoutCancel(ctx), o.Log)
	o.door = a.newDoor(o, work)
	_, h, err = a.console(o, newImports(a, work, o.Log, o.Uploads))
	if err != nil {
		work.Stop()
		return nil, nil, err
	}
	work.Every(3*time.Second, "measure what is due", a.followDay)
	a.beginning.Do(func() { close(a.begun) }) // whoever calls this has made what there is to look at
	return h, work.Stop, nil
}

// console builds the console with every feature's pages.
func (a *App) console(o Serving, m *imports) (*console.Shell, http.Handler, error) {
	shell, err := console.New(console.Options{Auth: a.Auth, Clock: a.DB.Clock, Rand: rand.Reader, Log: o.Log,
		BaseURL: o.BaseURL, Proxies: o.Proxies, Menu: rooms(), ClockOf: a.times.Of, Stop: o.stop, Quits: o.Desk != nil})
	if err != nil {
		return nil, nil, err
	}
	if err := account.Add(shell, a.Auth, a.DB.Clock, a.hasBegun, settingsTiles()...); err != nil {
		return nil, nil, err
	}
	if o.Desk != nil {
		if err := o.Desk.Add(shell, a.Auth); err != nil {
			return nil, nil, err
		}
	}
	if err := record.Add(shell, record.Options{DB: a.DB, Auth: a.Auth, Where: pageOf}); err != nil {
		return nil, nil, err
	}
	if err := errors.Join(phone.Add(shell, o.door, o.public), help.Add(shell)); err != nil {
		return nil, nil, err
	}
	if err := a.pages(shell, m); err != nil {
		return nil, nil, err
	}
	if err := m.recover(context.Background()); err != nil {
		return nil, nil, err
	}
	handler, err := shell.Handler()
	o.door.Lead(handler)
	return shell, handler, err
}

// followDay measures the groups of workspaces whose figures were made on an
// earlier day of their zone, and whatever else is due, a step of each workspace.
func (a *App) followDay(ctx context.Context) error {
	all, err := a.Auth.Workspaces(ctx)
	if err != nil {
		return err
	}
	for _, ws := range all {
		now := a.times.Of(ws.ID).Now()
		if err := a.pace.Day(ctx, ws.ID, now, ws.Zone); err != nil {
			return err
		}
		step := func() (map[id.Group]bool, error) { return a.pace.Step(ctx, ws.ID, a.times.Of(ws.ID).Now) }
		if err := a.measureTold(ctx, ws.ID, step); err != nil {
			return err
		}
	}
	return nil
}

// SignInLink makes a one-time sign-in link for the user called login, or for
// the first owner.
func (a *App) SignInLink(ctx context.Context, shell *console.Shell, login string) (string, error) {
	l, err := a.Auth.AdminLink(ctx, login)
	if err != nil {
		return "", err
	}
	return shell.LinkURL(l.Token), nil
}
