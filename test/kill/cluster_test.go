//go:build unix

package kill_test

import (
	"bytes"
	"crypto/rand"
	"database/sql"
	"errors"
	"fmt"
	"net"
	"net/url"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"slices"
	"strconv"
	"syscall"
	"testing"
	"time"
)

// cluster is a PostgreSQL of the tests' own, which they may stop. Unlike that of
// withpg it keeps what it said it keeps.
type cluster struct {
	bin, dir string
	port     string
	password string
	as       *syscall.Credential
	through  []string // what runs its programs where its folder is to be seen; empty for here
	options  []string // of the server
	log      string
	server   *exec.Cmd
	ended    chan struct{}
}

// freshDatabase is the address of an empty database of the tests' shared
// cluster. Where the system has no PostgreSQL the test is skipped, and fails in CI.
func freshDatabase(t testing.TB) string {
	t.Helper()
	all.mu.Lock()
	defer all.mu.Unlock()
	if all.server == nil && all.failed == nil {
		all.server, all.failed = newCluster()
	}
	if all.failed != nil {
		noPostgres(t, all.failed)
	}
	return all.server.database(t, "t"+rand.Text()[:12])
}

func noPostgres(t testing.TB, why error) {
	t.Helper()
	if os.Getenv("CI") != "" || !errors.Is(why, errAbsent) {
		t.Fatal(why)
	}
	t.Skip(why.Error() + "; nothing is killed on it")
}

var errAbsent = errors.New("PostgreSQL is not installed")

// newCluster makes a cluster and starts it.
func newCluster() (*cluster, error) {
	c := &cluster{}
	if err := c.find(); err != nil {
		return nil, err
	}
	var err error
	if c.dir, err = os.MkdirTemp("/tmp", "huoshui-kill-pg-"); err != nil {
		return nil, err
	}
	if c.as, err = nobody(); err == nil {
		err = c.begin(c.dir)
	}
	if err != nil {
		return nil, errors.Join(err, os.RemoveAll(c.dir))
	}
	return c, nil
}

// find finds PostgreSQL's programs.
func (c *cluster) find() error {
	dirs, _ := filepath.Glob("/usr/lib/postgresql/*/bin") // the pattern is right
	if found, err := exec.LookPath("initdb"); err == nil {
		if real, err := filepath.EvalSymlinks(found); err == nil {
			dirs = append(dirs, filepath.Dir(real))
		}
	}
	if len(dirs) == 0 {
		return errAbsent
	}
	c.bin, c.password = dirs[len(dirs)-1], rand.Text()
	return nil
}

// begin makes the cluster in its folder, which we see as seen, and starts it
// with further options.
func (c *cluster) begin(seen string, options ...string) error {
	c.log = filepath.Join(seen, "log")
	secret := filepath.Join(seen, "password")
	if err := os.WriteFile(secret, []byte(c.password), 0o600); err != nil {
		return err
	}
	for _, f := range []string{secret, seen} {
		if c.as == nil {
			break
		}
		if err := os.Chown(f, int(c.as.Uid), int(c.as.Gid)); err != nil {
			return err
		}
	}
	init := c.command("initdb", "-D", c.dir+"/data", "-U", "huoshui", "-A", "password", "--pwfile", c.dir+"/password",
		"-E", "UTF8", "--locale=C", "--no-sync", "--no-instructions")
	if out, err := init.CombinedOutput(); err != nil {
		return fmt.Errorf("initdb: %w\n%s", err, bytes.TrimSpace(out))
	}
	l, err := net.Listen("tcp4", "127.0.0.1:0")
	if err != nil {
		return err
	}
	_, c.port, _ = net.SplitHostPort(l.Addr().String()) // it has a port
	c.options = options
	return errors.Join(l.Close(), c.start())
}

// nobody is somebody without rights, since PostgreSQL refuses root; nil where we
// are no root.
func nobody() (*syscall.Credential, error) {
	if os.Geteuid() != 0 {
		return nil, nil
	}
	u, err := user.Lookup("postgres")
	if err != nil {
		if u, err = user.Lookup("nobody"); err != nil {
			return nil, err
		}
	}
	uid, _ := strconv.Atoi(u.Uid)
	gid, _ := strconv.Atoi(u.Gid)
	return &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}, nil
}

// command prepares a run of one of PostgreSQL's programs.
func (c *cluster) command(name string, args ...string) *exec.Cmd {
	argv := append(append(slices.Clone(c.through), c.bin+"/"+name), args...)
	cmd := exec.Command(argv[0], argv[1:]...)
	cmd.Env = []string{"PATH=" + c.bin + ":/usr/bin:/bin", "LC_ALL=C", "TZ=UTC", "HOME=" + c.dir}
	cmd.SysProcAttr = leash()
	cmd.SysProcAttr.Setpgid = true
	if cmd.Dir = "/"; len(c.through) == 0 { // else whoever goes through drops our rights
		cmd.SysProcAttr.Credential, cmd.Dir = c.as, c.dir
	}
	return cmd
}

// start starts the server and waits until it answers.
func (c *cluster) start() error {
	c.server = c.command("postgres", append([]string{"-D", c.dir + "/data", "-c", "listen_addresses=127.0.0.1", "-c", "port=" + c.port,
		"-c", "unix_socket_directories=" + c.dir, "-c", "max_connections=300", "-c", "shared_buffers=128MB", "-c", "timezone=UTC"}, c.options...)...)
	log, err := os.OpenFile(c.log, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	defer log.Close() //nolint:errcheck // the server has its own handle
	c.server.Stdout, c.server.Stderr = log, log
	if err := c.server.Start(); err != nil {
		return err
	}
	ended := make(chan struct{})
	c.ended = ended
	go func(server *exec.Cmd) {
		_ = server.Wait() // the log tells more
		close(ended)
	}(c.server)
	db, err := sql.Open("pgx", c.url("postgres"))
	if err != nil {
		return err
	}
	defer db.Close() //nolint:errcheck // nothing was written
	if !within(patience, func() bool { return db.Ping() == nil }) {
		text, _ := os.ReadFile(c.log)
		return fmt.Errorf("PostgreSQL does not answer: %s", text)
	}
	return nil
}

// halt stops the server: with SIGINT in order, with SIGQUIT as if it had fallen over.
func (c *cluster) halt(how syscall.Signal) error {
	if err := c.server.Process.Signal(how); err != nil {
		return err
	}
	select {
	case <-c.ended:
		return nil
	case <-time.After(patience):
		return fmt.Errorf("the PostgreSQL server (process %d) does not end", c.server.Process.Pid)
	}
}

// stop ends the server and removes its folder.
func (c *cluster) stop() error { return errors.Join(c.halt(syscall.SIGINT), os.RemoveAll(c.dir)) }

func (c *cluster) url(database string) string {
	u := url.URL{Scheme: "postgres", User: url.UserPassword("huoshui", c.password), Host: net.JoinHostPort("127.0.0.1", c.port),
		Path: "/" + database, RawQuery: "sslmode=disable"}
	return u.String()
}

// database makes an empty database and returns its address.
func (c *cluster) database(t testing.TB, name string) string {
	t.Helper()
	db, err := sql.Open("pgx", c.url("postgres"))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close() //nolint:errcheck // the statement was answered
	if _, err := db.ExecContext(t.Context(), `CREATE DATABASE "`+name+`"`); err != nil {
		t.Fatal(err)
	}
	return c.url(name)
}
