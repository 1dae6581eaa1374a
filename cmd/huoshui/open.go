package main

import (
	"bufio"
	"cmp"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"os"
	"os/signal"
	"path/filepath"
	"runtime"
	"strconv"
	"syscall"
	"time"

	"github.com/huoshui/huoshui/internal/base/clock"
	"github.com/huoshui/huoshui/internal/base/desktop"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/house"
	"github.com/huoshui/huoshui/internal/web/console"
	"github.com/huoshui/huoshui/internal/web/desk"
)

// openCommand is huoshui open, which is also what a double-click does: serve one
// person at their own computer, and have their browser arrive signed in.
type openCommand struct {
	Data      string `name:"data" env:"HUOSHUI_DATA" placeholder:"FOLDER" help:"Folder for the database and uploads; your own data folder by default."`
	Phones    string `name:"phone-listen" env:"HUOSHUI_PHONE_LISTEN" placeholder:"HOST:PORT" help:"Where phones of the local network may be let in; found by itself by default. They are let in only when an owner asks."`
	NoBrowser bool   `name:"no-browser" help:"Open no browser, print the address."`
}

// How long this may take. A window that is closed on Windows has five seconds.
const (
	startsIn = 90 * time.Second // the other one, which has the lock, may be making the first data
	retells  = 100 * time.Millisecond
	readIn   = time.Minute // somebody comes to see why it cannot be opened
	endsIn   = 2 * time.Second
)

// opening is one run of it.
type opening struct {
	*program
	data      string
	phones    string
	noBrowser bool
	lock      *desktop.Lock
	hall      *desk.Hall
	door      *desk.Door
	base      string // http://127.0.0.1:PORT
	unopened  bool   // no browser could be opened
}

// Run serves until it is told to end, or leads the browser to the program that
// runs already.
func (c *openCommand) Run(ctx context.Context, p *program) error {
	ctx, stop := untilHangUp(ctx)
	defer stop()
	o := &opening{program: p, data: c.Data, phones: c.Phones, noBrowser: c.NoBrowser}
	err := o.run(ctx, stop)
	if err == nil || errors.Is(err, context.Canceled) {
		return nil // it was told to end
	}
	err = o.explain(err)
	if !desktop.OwnTerminal() {
		o.show(ctx, err)
		return err
	}
	// The terminal goes when we end, and what it says with it.
	fmt.Fprintln(p.err, fault.Public(err).In(p.lang))
	o.show(ctx, err)
	fmt.Fprintln(p.err, pressEnter.In(p.lang))
	_, _ = bufio.NewReader(os.Stdin).ReadString('\n') // or the window is closed
	return told{err}
}

// untilHangUp ends ctx also when the terminal's window is closed, unless whoever
// started us wants that to be of no account (nohup).
func untilHangUp(ctx context.Context) (context.Context, context.CancelFunc) {
	ctx, cancel := context.WithCancel(ctx)
	if signal.Ignored(syscall.SIGHUP) {
		return ctx, cancel
	}
	ctx, stop := signal.NotifyContext(ctx, syscall.SIGHUP)
	return ctx, func() { stop(); cancel() }
}

func (o *opening) run(ctx context.Context, quit context.CancelFunc) (err error) {
	if o.data == "" {
		if o.data, err = desktop.Folder(runtime.GOOS, os.Getenv); err != nil {
			return err
		}
	}
	if o.data, err = filepath.Abs(o.data); err != nil {
		return err
	}
	if err := desktop.Prepare(o.data); err != nil {
		return err
	}
	if o.lock, err = o.claim(ctx); err != nil || o.lock == nil {
		return err
	}
	defer o.lock.Release()       //nolint:errcheck // the system takes it back anyway
	defer desktop.Forget(o.data) //nolint:errcheck // who finds it is not answered
	_ = desktop.Forget(o.data)   // of somebody who was killed
	listener, err := o.listen(ctx)
	if err != nil {
		return err
	}
	port := portOf(listener)
	handle := desktop.Handle{Port: port, Secret: rand.Text()}
	o.base = "http://127.0.0.1:" + strconv.Itoa(port)
	o.door = desk.NewDoor(clock.Real{}, handle.Secret, port, quit)
	o.hall = desk.Open(listener, o.door)
	if err := errors.Join(o.lock.Keep(port), handle.Leave(o.data)); err != nil {
		return err
	}
	if o.openBrowser(ctx, o.base+o.door.Way()) {
		o.say(whatRuns.With(o.base))
	}
	o.say(closing.With())
	return o.serve(ctx)
}

// claim takes the lock of the data folder. Where another has it, that one is asked
// for a way in, the browser is led there, and there is no lock.
func (o *opening) claim(ctx context.Context) (*desktop.Lock, error) {
	ctx, cancel := context.WithTimeout(ctx, startsIn)
	defer cancel()
	again := time.NewTicker(retells)
	defer again.Stop()
	for {
		lock, err := desktop.Take(o.data)
		if err == nil || !errors.Is(err, desktop.ErrHeld) {
			return lock, err
		}
		if handle, err := desktop.Find(o.data); err == nil {
			if address, err := desk.Ask(ctx, handle.Port, handle.Secret); err == nil {
				o.openBrowser(ctx, address)
				return nil, nil //nolint:nilnil // there is nothing to hold, and nothing wrong
			}
		}
		select {
		case <-again.C:
		case <-ctx.Done():
			if errors.Is(ctx.Err(), context.DeadlineExceeded) {
				return nil, fault.New(fault.Unavailable, notAnswering.With(o.data))
			}
			return nil, ctx.Err()
		}
	}
}

// listen takes the port of last time, the usual one, or any that is free: of this
// computer only.
func (o *opening) listen(ctx context.Context) (*net.TCPListener, error) {
	var first error
	for _, port := range []int{cmp.Or(o.lock.Port(), usualPort), usualPort, 0} {
		l, err := (&net.ListenConfig{}).Listen(ctx, "tcp", net.JoinHostPort("127.0.0.1", strconv.Itoa(port)))
		if err == nil {
			return l.(*net.TCPListener), nil //nolint:forcetypeassert // it listens by TCP
		}
		first = cmp.Or(first, err)
	}
	return nil, fault.Because(first, fault.Unavailable, noPort.With(first.Error()))
}

// usualPort is the one that the documents name.
const usualPort = 8080

// openBrowser leads the browser to an address, and prints it where none can be
// opened. It reports whether there is one.
func (o *opening) openBrowser(ctx context.Context, address string) bool {
	if !o.noBrowser && desktop.OpenBrowser(ctx, desktop.Browsers(runtime.GOOS, os.Getenv, address)) == nil {
		return true
	}
	o.unopened = true
	if !o.noBrowser {
		fmt.Fprint(o.out, noBrowser.In(o.lang))
	}
	fmt.Fprint(o.out, openYourself.With(address).In(o.lang)) // where there is no terminal nobody reads it
	return false
}

// serve serves until ctx ends.
func (o *opening) serve(ctx context.Context) error {
	log, err := desktop.NewLog(filepath.Join(o.data, "huoshui.log"), 4<<20)
	if err != nil {
		return err
	}
	defer log.Close() //nolint:errcheck // what could be written is
	phones, err := house.PhoneNet(o.phones)
	if err != nil {
		return err
	}
	app, err := (&place{Data: o.data}).open(ctx)
	if err != nil {
		return err
	}
	defer app.Close() //nolint:errcheck // everything is committed
	return app.Serve(ctx, house.Serving{
		Listen: o.hall.Addr().String(), Taken: o.hall, Desk: o.door, Grace: endsIn,
		Uploads: filepath.Join(o.data, "uploads"), Log: slog.New(slog.NewTextHandler(log, nil)),
		Prepare: func(ctx context.Context) error {
			_, err := app.First(ctx, true, o.lang)
			return err
		},
		Furnish: func(ctx context.Context) error { return app.FirstLook(ctx, time.Now()) },
		Phones:  phones,
		Ready:   func(shell *console.Shell) error { return o.ready(ctx, app, shell) },
	})
}

// ready tells who has no browser how to get in later than in a minute.
func (o *opening) ready(ctx context.Context, app *house.App, shell *console.Shell) error {
	if err := o.tellHeld(ctx, app); err != nil {
		return err
	}
	if !o.unopened {
		return nil
	}
	link, err := app.SignInLink(ctx, shell, "")
	if err == nil {
		_, err = fmt.Fprint(o.out, linkReady.With(shell.URL(""), link).In(o.lang))
	}
	return err
}

// show tells in the browser why it cannot be opened: who double-clicks sees no
// terminal. It returns once somebody has come to see.
func (o *opening) show(ctx context.Context, why error) {
	if o.hall != nil && !o.hall.Taken() {
		o.hall.Refuse(why) // the browser is there, and looks again by itself
	} else if !o.showElsewhere(ctx, why) {
		return // what is printed has to do
	}
	wait, cancel := context.WithTimeout(ctx, readIn)
	defer cancel()
	if o.unopened {
		cancel()
	}
	o.hall.Leave(wait)
}

// showElsewhere is show where the browser waits for nothing: it was not opened
// yet, or is in the console already.
func (o *opening) showElsewhere(ctx context.Context, why error) bool {
	l, err := (&net.ListenConfig{}).Listen(ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		return false
	}
	at := l.(*net.TCPListener) //nolint:forcetypeassert // it listens by TCP
	o.hall = desk.Open(at, desk.NewDoor(clock.Real{}, rand.Text(), portOf(at), func() {}))
	o.hall.Refuse(why)
	o.unopened = o.noBrowser || desktop.OpenBrowser(ctx, desktop.Browsers(runtime.GOOS, os.Getenv, "http://"+l.Addr().String()+"/")) != nil
	return true
}

func portOf(l *net.TCPListener) int { return l.Addr().(*net.TCPAddr).Port } //nolint:forcetypeassert // it listens by TCP

// say prints where a person watches.
func (o *opening) say(m message) {
	if terminal(o.out) {
		fmt.Fprint(o.out, m.In(o.lang)) // a terminal that has gone ends us otherwise
	}
}
