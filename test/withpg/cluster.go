//go:build unix

package main

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
	"strings"
	"syscall"
	"time"

	_ "github.com/jackc/pgx/v5/stdlib" // the "pgx" driver, to see when the server answers
)

// cluster is a running server and the folder it lives in.
type cluster struct {
	bin, dir string
	port     int
	password string
	as       *syscall.Credential // nil to run as ourselves
	server   *exec.Cmd
	ended    chan struct{} // closed when the server has ended
}

const (
	startWithin = 30 * time.Second
	stopWithin  = 15 * time.Second
	portTries   = 5 // somebody else may take the port between asking and using it
)

// start makes a cluster and returns when it answers. What was made is removed
// again where that fails.
func start(bin string) (*cluster, error) {
	c := &cluster{bin: bin, password: rand.Text()}
	if err := c.prepare(); err != nil {
		return nil, errors.Join(err, c.remove())
	}
	var err error
	for range portTries {
		if err = c.serve(); err == nil {
			return c, nil
		}
	}
	text, _ := os.ReadFile(c.dir + "/log")
	return nil, errors.Join(fmt.Errorf("start PostgreSQL: %w\n%s", err, text), c.remove())
}

// prepare makes the folder and fills it with an empty cluster.
func (c *cluster) prepare() error {
	owner, err := unprivileged()
	if err != nil {
		return err
	}
	base := os.TempDir()
	if owner != nil {
		c.as = owner
		if base, err = openToAll(base, "/tmp", "/var/tmp", "/dev/shm"); err != nil {
			return err
		}
	}
	if c.dir, err = os.MkdirTemp(base, "huoshui-pg-"); err != nil {
		return fmt.Errorf("make a folder for PostgreSQL: %w", err)
	}
	secret := c.dir + "/password"
	if err := os.WriteFile(secret, []byte(c.password), 0o600); err != nil {
		return fmt.Errorf("write the password: %w", err)
	}
	if c.as != nil {
		for _, p := range []string{c.dir, secret} {
			if err := os.Chown(p, int(c.as.Uid), int(c.as.Gid)); err != nil {
				return fmt.Errorf("give the folder to the server's user: %w", err)
			}
		}
	}
	init := exec.Command(c.bin+"/initdb", "-D", c.dir+"/data", "-U", "huoshui", "-A", "password", "--pwfile", secret,
		"-E", "UTF8", "--locale=C", "--no-sync", "--no-instructions")
	c.dress(init)
	if out, err := init.CombinedOutput(); err != nil {
		return fmt.Errorf("initdb: %w\n%s", err, bytes.TrimSpace(out))
	}
	return nil
}

// dress makes cmd run as the cluster's user, in its folder, away from the
// signals that a terminal sends to us.
func (c *cluster) dress(cmd *exec.Cmd) {
	cmd.Dir = c.dir
	cmd.Env = []string{"PATH=" + c.bin + ":/usr/bin:/bin", "LC_ALL=C", "TZ=UTC", "HOME=" + c.dir}
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true, Credential: c.as}
	leash(cmd.SysProcAttr)
}

// serve starts the server on a free port and waits until it answers.
func (c *cluster) serve() error {
	port, err := freePort()
	if err != nil {
		return err
	}
	c.port = port
	log, err := os.Create(c.dir + "/log")
	if err != nil {
		return fmt.Errorf("open the server's log: %w", err)
	}
	defer log.Close() //nolint:errcheck // the server has its own handle
	settings := []string{
		"listen_addresses=127.0.0.1", "port=" + strconv.Itoa(port), "unix_socket_directories=" + c.dir,
		// Every test has a schema and a pool of its own, and many run at once.
		"max_connections=400", "max_locks_per_transaction=256", "max_wal_size=2GB", "timezone=UTC",
	}
	if os.Getenv(safe) != "" {
		settings = append(settings, "shared_buffers=1GB")
	} else {
		settings = append(settings, "shared_buffers=128MB", "fsync=off", "synchronous_commit=off", "full_page_writes=off")
	}
	args := []string{"-D", c.dir + "/data"}
	for _, s := range settings {
		args = append(args, "-c", s)
	}
	c.server = exec.Command(c.bin+"/postgres", args...)
	c.dress(c.server)
	c.server.Stdout, c.server.Stderr = log, log
	if err := c.server.Start(); err != nil {
		return err
	}
	c.ended = make(chan struct{})
	go func(server *exec.Cmd, ended chan<- struct{}) {
		_ = server.Wait() // the log tells more than the exit code
		close(ended)
	}(c.server, c.ended)
	if err := c.answers(); err != nil {
		return errors.Join(err, c.halt())
	}
	return nil
}

// answers waits until the server takes a connection.
func (c *cluster) answers() error {
	pool, err := sql.Open("pgx", c.url())
	if err != nil {
		return err
	}
	defer pool.Close() //nolint:errcheck // nothing was written
	deadline := time.Now().Add(startWithin)
	for {
		if err = pool.Ping(); err == nil {
			return nil
		}
		select {
		case <-c.ended:
			return errors.New("the server ended at once")
		case <-time.After(50 * time.Millisecond):
		}
		if time.Now().After(deadline) {
			return fmt.Errorf("no answer within %s: %w", startWithin, err)
		}
	}
}

// url is the address of the cluster's one database.
func (c *cluster) url() string {
	u := url.URL{
		Scheme: "postgres", User: url.UserPassword("huoshui", c.password),
		Host: net.JoinHostPort("127.0.0.1", strconv.Itoa(c.port)), Path: "/postgres", RawQuery: "sslmode=disable",
	}
	return u.String()
}

// stop ends the server and removes its folder.
func (c *cluster) stop() error { return errors.Join(c.halt(), c.remove()) }

// halt ends the server: at once but in order, else without order.
func (c *cluster) halt() error {
	for _, sig := range []syscall.Signal{syscall.SIGINT, syscall.SIGQUIT, syscall.SIGKILL} {
		_ = c.server.Process.Signal(sig) // it may have ended by itself
		select {
		case <-c.ended:
			return nil
		case <-time.After(stopWithin):
		}
	}
	return fmt.Errorf("the PostgreSQL server (process %d) does not end; stop it by hand", c.server.Process.Pid)
}

func (c *cluster) remove() error {
	if c.dir == "" {
		return nil
	}
	if err := os.RemoveAll(c.dir); err != nil {
		return fmt.Errorf("remove the test cluster: %w", err)
	}
	return nil
}

func freePort() (int, error) {
	l, err := net.Listen("tcp4", "127.0.0.1:0")
	if err != nil {
		return 0, fmt.Errorf("find a free port: %w", err)
	}
	port := l.Addr().(*net.TCPAddr).Port
	return port, l.Close()
}

// binaries returns the folder of initdb and postgres: that of the initdb in
// PATH, else the newest of the places where systems keep them.
func binaries() (string, error) {
	var dirs []string
	if found, err := exec.LookPath("initdb"); err == nil {
		if real, err := filepath.EvalSymlinks(found); err == nil {
			dirs = append(dirs, filepath.Dir(real))
		}
	}
	for _, pattern := range []string{
		"/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin", "/usr/local/pgsql/bin",
		"/opt/homebrew/opt/postgresql*/bin", "/usr/local/opt/postgresql*/bin",
	} {
		found, err := filepath.Glob(pattern)
		if err != nil {
			return "", err
		}
		dirs = append(dirs, newestFirst(found)...)
	}
	for _, dir := range dirs {
		if isProgram(dir+"/initdb") && isProgram(dir+"/postgres") {
			return dir, nil
		}
	}
	return "", errors.New("PostgreSQL is not installed (looked for initdb in PATH and under /usr/lib/postgresql; on Debian: apt-get install postgresql)")
}

// newestFirst orders folders by the number in them, the highest first.
func newestFirst(dirs []string) []string {
	number := func(dir string) int {
		n, _ := strconv.Atoi(strings.Trim(dir, "/abcdefghijklmnopqrstuvwxyz-@.")) // 0 where there is none
		return n
	}
	return slices.SortedFunc(slices.Values(dirs), func(a, b string) int { return number(b) - number(a) })
}

func isProgram(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.Mode().IsRegular() && info.Mode()&0o111 != 0
}

// unprivileged returns whom to run the server as: nil for ourselves, and for
// root the user postgres or nobody, since PostgreSQL refuses root.
func unprivileged() (*syscall.Credential, error) {
	if os.Geteuid() != 0 {
		return nil, nil
	}
	for _, name := range []string{"postgres", "nobody"} {
		u, err := user.Lookup(name)
		if err != nil {
			continue
		}
		uid, err1 := strconv.ParseUint(u.Uid, 10, 32)
		gid, err2 := strconv.ParseUint(u.Gid, 10, 32)
		if err := errors.Join(err1, err2); err != nil {
			return nil, fmt.Errorf("user %s: %w", name, err)
		}
		return &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}, nil
	}
	return nil, errors.New("PostgreSQL refuses to run as root, and there is neither a user postgres nor a user nobody to run it as")
}

// openToAll returns the first of dirs that every user can reach.
func openToAll(dirs ...string) (string, error) {
	for _, dir := range dirs {
		reachable := true
		for p := dir; reachable; p = filepath.Dir(p) {
			info, err := os.Stat(p)
			reachable = err == nil && info.Mode()&0o001 != 0
			if p == filepath.Dir(p) {
				break
			}
		}
		if reachable {
			return dir, nil
		}
	}
	return "", fmt.Errorf("none of %s can be reached by a user other than root; set TMPDIR to a folder that can", strings.Join(dirs, ", "))
}
