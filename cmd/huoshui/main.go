// Command huoshui runs community operations: it diagnoses chat exports, imports
// them, and serves the console.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"runtime/debug"
	"syscall"

	_ "time/tzdata" // machines without zone files are common

	"github.com/alecthomas/kong"

	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/i18n"
)

// program is everything a run of the command may touch, so that tests can run it.
type program struct {
	out, err io.Writer
	lang     i18n.Lang
}

// commands is the command line.
type commands struct {
	Version kong.VersionFlag `name:"version" help:"Print the version and exit."`

	Open     openCommand     `cmd:"" help:"Open it on this computer, as a double-click does: in the browser, signed in."`
	Diagnose diagnoseCommand `cmd:"" help:"Judge exported group chats. Needs no set-up and no database."`
	Run      runCommand      `cmd:"" help:"Serve the console on this machine, with a sample workspace to look at."`
	Serve    serveCommand    `cmd:"" help:"Serve the console and the API, as a server does."`
	Import   importCommand   `cmd:"" help:"Import exported chats into a workspace."`
	Backup   backupCommand   `cmd:"" help:"Write everything into one file, while the program serves."`
	Restore  restoreCommand  `cmd:"" help:"Make an installation from a backup, in an empty place."`
	Doctor   doctorCommand   `cmd:"" help:"Check an installation and say how to mend what is wrong."`
	Playbook playbookCommand `cmd:"" help:"Check the SOPs that keep groups going."`
	Admin    adminCommand    `cmd:"" help:"Get back in: a sign-in link, a password."`
	Insight  insightCommand  `cmd:"" help:"Fit the models that figures rest on."`
	Evaluate evaluateCommand `cmd:"" help:"Measure the models on data with known answers."`
}

// Exit codes that scripts can trust.
const (
	exitDone    = 0
	exitFailed  = 1   // something went wrong on our side
	exitUsage   = 2   // the call's words are off
	exitRefused = 3   // the input cannot be used; the message says why
	exitStopped = 130 // ended by Ctrl-C
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	lang, _ := i18n.Parse(firstOf(os.Getenv("LC_ALL"), os.Getenv("LC_MESSAGES"), os.Getenv("LANG")))
	p := &program{out: os.Stdout, err: os.Stderr, lang: lang}
	os.Exit(p.run(ctx, os.Args[1:]))
}

// version is what the build was stamped with: a tag, or the commit.
func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "huoshui (unknown)"
	}
	v := "huoshui " + info.Main.Version
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" {
			v += " " + s.Value[:min(12, len(s.Value))]
		}
	}
	return v
}

func firstOf(values ...string) string {
	for _, v := range values {
		if v != "" {
			return v
		}
	}
	return ""
}

// run parses args, runs the command and returns the exit code.
func (p *program) run(ctx context.Context, args []string) (code int) {
	var c commands
	exited := -1
	parser, err := kong.New(&c, kong.Name("huoshui"), kong.UsageOnError(), kong.Writers(p.out, p.err),
		kong.Description("活水 · community operations"), kong.Exit(func(n int) { exited = n }),
		kong.Vars{"version": version()}, kong.Bind(p), kong.BindTo(ctx, (*context.Context)(nil)))
	if err != nil {
		fmt.Fprintln(p.err, "huoshui:", err)
		return exitFailed
	}
	if len(args) == 0 { // a double-click
		args = []string{"open"}
	}
	k, err := parser.Parse(args)
	if exited >= 0 { // --help
		return exited
	}
	if err != nil {
		fmt.Fprintln(p.err, "huoshui:", err)
		fmt.Fprintln(p.err, howToCall.In(p.lang))
		return exitUsage
	}
	return p.report(k.Run())
}

// report says what went wrong in the person's language, once, and turns it into
// an exit code.
func (p *program) report(err error) int {
	switch {
	case err == nil:
		return exitDone
	case errors.As(err, new(told)):
		return exitRefused
	case errors.Is(err, errUnwell):
		return exitFailed
	case errors.Is(err, context.Canceled):
		fmt.Fprintln(p.err, stopped.In(p.lang))
		return exitStopped
	case fault.KindOf(err) == fault.Internal:
		fmt.Fprintln(p.err, "huoshui:", err)
		return exitFailed
	}
	fmt.Fprintln(p.err, fault.Public(err).In(p.lang))
	return exitRefused
}

var (
	stopped   = i18n.Text{Hans: "已停止。", Hant: "已停止。", En: "Stopped."}
	howToCall = i18n.Text{
		Hans: "huoshui --help 列出所有命令；在命令后面加 --help，列出它的选项。",
		Hant: "huoshui --help 列出所有指令；在指令後面加上 --help，列出它的選項。",
		En:   "huoshui --help lists every command; --help after a command lists its options.",
	}
)
