package house

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"time"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/hold"
	"github.com/huoshui/huoshui/internal/base/i18n"
)

// State is how a check came out.
type State string

// The states.
const (
	Fine    State = "ok"
	Odd     State = "warning" // it runs, but somebody should look
	Broken  State = "failed"
	Skipped State = "skipped" // an earlier failure leaves nothing to look at
)

// Check is one thing the doctor looked at.
type Check struct {
	Name               string // the same in every language and version
	State              State
	Tried, Found, Mend i18n.Message // Mend is empty where nothing is to be done
}

// Examining says where an installation is.
type Examining struct {
	Data, Address string // Address is that of the database
	Listen        string // where it is to be reached; "" asks nothing
	BaseURL       string // how people reach it, where that is elsewhere; "" asks nothing
}

// doctor looks at an installation without changing it.
type doctor struct {
	Examining
	checks []Check
	db     *db.DB // nil until it could be opened
	made   bool   // its tables are there and of this program's version
}

// Examine makes every check, in order. It writes nothing but a file that it
// removes at once.
func Examine(ctx context.Context, o Examining) []Check {
	d := &doctor{Examining: o}
	defer func() {
		if d.db != nil {
			_ = d.db.Close() // only read from
		}
	}()
	d.folder()
	d.disk()
	d.open(ctx)
	d.schema(ctx)
	d.engine(ctx)
	d.clock(ctx)
	d.waiting(ctx)
	d.leases(ctx)
	d.address(ctx)
	d.reached(ctx)
	d.models()
	d.held(ctx)
	return d.checks
}

func (d *doctor) tell(name string, state State, tried, found, mend i18n.Message) {
	d.checks = append(d.checks, Check{name, state, tried, found, mend})
}

var nothing = i18n.Message{}

// folder looks at the data folder.
func (d *doctor) folder() {
	tried := triedFolder.With(d.Data)
	info, err := os.Stat(d.Data)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		d.tell("folder", Broken, tried, notThere.With(), mendFolder.With())
		return
	case err != nil:
		d.tell("folder", Broken, tried, said.With(err.Error()), mendFolder.With())
		return
	case !info.IsDir():
		d.tell("folder", Broken, tried, noFolderThere.With(), mendFolder.With())
		return
	}
	f, err := os.CreateTemp(d.Data, ".doctor-*")
	if err != nil {
		d.tell("folder", Broken, tried, said.With(err.Error()), mendWritable.With())
		return
	}
	_ = f.Close() // nothing was written
	_ = os.Remove(f.Name())
	if mode := info.Mode().Perm(); runtime.GOOS != "windows" && mode&0o077 != 0 {
		d.tell("folder", Odd, tried, openToOthers.With(fmt.Sprintf("%#o", mode)), mendMode.With(d.Data))
		return
	}
	d.tell("folder", Fine, tried, writable.With(), nothing)
}

// How much room on the disk is little, and too little.
const (
	littleRoom    = 1 << 30
	tooLittleRoom = 100 << 20
)

// disk looks at the free space beside the data.
func (d *doctor) disk() {
	tried := triedDisk.With()
	free, err := freeSpace(d.Data)
	switch {
	case err != nil:
		d.tell("disk", Skipped, tried, said.With(err.Error()), nothing)
	case free < tooLittleRoom:
		d.tell("disk", Broken, tried, freeIs.With(megabytes(free)), mendDisk.With())
	case free < littleRoom:
		d.tell("disk", Odd, tried, freeIs.With(megabytes(free)), mendDisk.With())
	default:
		d.tell("disk", Fine, tried, freeIs.With(megabytes(free)), nothing)
	}
}

func megabytes[T int64 | uint64](n T) string { return fmt.Sprintf("%d MB", n>>20) }

// patient is how long the doctor waits for a database or an address.
const patient = 5 * time.Second

// open opens the database.
func (d *doctor) open(ctx context.Context) {
	tried := triedOpen.With(withoutSecret(d.Address))
	if !onPostgres(d.Address) {
		if _, err := os.Stat(d.Address); err != nil {
			d.tell("database", Broken, tried, notThere.With(), mendNoDatabase.With())
			return
		}
	}
	ctx, cancel := context.WithTimeout(ctx, patient)
	defer cancel()
	opened, err := openPlain(ctx, d.Address)
	if err != nil {
		cause := err
		if inner := errors.Unwrap(err); inner != nil {
			cause = inner
		}
		d.tell("database", Broken, tried, said.With(cause.Error()), mendOpen.With())
		return
	}
	d.db = opened
	d.tell("database", Fine, tried, itOpens.With(), nothing)
}

// read runs fn where the database is open; where it is not, or fn fails, it
// tells so.
func (d *doctor) read(ctx context.Context, name string, tried i18n.Message, fn func(*db.Tx) error) {
	if d.db == nil {
		d.tell(name, Skipped, tried, noDatabase.With(), nothing)
		return
	}
	if err := d.db.Read(ctx, fn); err != nil {
		d.tell(name, Broken, tried, said.With(err.Error()), mendOpen.With())
	}
}

// schema compares the tables with those the program knows.
func (d *doctor) schema(ctx context.Context) {
	tried := triedSchema.With()
	d.read(ctx, "schema", tried, func(tx *db.Tx) error {
		at, err := tx.Versions(ctx, Schemas()...)
		if err != nil {
			return err
		}
		var older, newer []string
		fresh := true
		for i, s := range Schemas() {
			newest, err := s.Newest(d.db.Dialect)
			if err != nil {
				return err
			}
			fresh = fresh && at[i].At == 0
			says := fmt.Sprintf("%s %d (%d)", s.Owner, at[i].At, newest)
			switch {
			case at[i].At > newest:
				newer = append(newer, says)
			case at[i].At < newest:
				older = append(older, says)
			}
		}
		d.made = len(older)+len(newer) == 0
		switch {
		case len(newer) > 0:
			d.tell("schema", Broken, tried, isNewer.With(strings.Join(newer, ", ")), mendNewer.With())
		case fresh:
			d.tell("schema", Odd, tried, noneYet.With(), mendNoDatabase.With())
		case len(older) > 0:
			d.tell("schema", Odd, tried, isOlder.With(strings.Join(older, ", ")), mendOlder.With())
		default:
			d.tell("schema", Fine, tried, isCurrent.With(len(at)), nothing)
		}
		return nil
	})
}

// address asks whether the address is free, or who answers there.
func (d *doctor) address(ctx context.Context) {
	if d.Listen == "" {
		return
	}
	tried := triedAddress.With(d.Listen)
	listener, err := (&net.ListenConfig{}).Listen(ctx, "tcp", d.Listen)
	if err == nil {
		_ = listener.Close() // nobody connected
		d.tell("address", Fine, tried, isFree.With(), nothing)
		return
	}
	if answersHealthy(ctx, "http://"+d.Listen) {
		d.tell("address", Fine, tried, answersHere.With(), nothing)
		return
	}
	public := fault.Public(cannotListen(d.Listen, err))
	d.tell("address", Broken, tried, public, mendAddress.With())
}

// reached asks whether people reach the console where they are told to.
func (d *doctor) reached(ctx context.Context) {
	if d.BaseURL == "" {
		return
	}
	tried := triedBase.With(d.BaseURL)
	if answersHealthy(ctx, strings.TrimSuffix(d.BaseURL, "/")) {
		d.tell("base-url", Fine, tried, answersHere.With(), nothing)
		return
	}
	d.tell("base-url", Odd, tried, noAnswer.With(), mendBase.With())
}

// answersHealthy reports whether Huoshui answers at an address.
func answersHealthy(ctx context.Context, base string) bool {
	ctx, cancel := context.WithTimeout(ctx, patient)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, base+"/healthz", nil)
	if err != nil {
		return false
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		return false
	}
	defer res.Body.Close() //nolint:errcheck // only its status counts
	return res.StatusCode == http.StatusOK
}

// models reads the numbers that come with the program.
func (d *doctor) models() {
	tried := triedModels.With()
	if _, err := Models(); err != nil {
		d.tell("models", Broken, tried, said.With(err.Error()), mendModels.With())
		return
	}
	d.tell("models", Fine, tried, modelsRead.With(), nothing)
}

// held asks whether the installation was restored and is held.
func (d *doctor) held(ctx context.Context) {
	tried := triedHeld.With()
	d.read(ctx, "held", tried, func(tx *db.Tx) error {
		at, err := tx.Versions(ctx, hold.Schema) // while a restore is under way, other tables are not all there
		if err != nil {
			return err
		}
		if at[0].At == 0 {
			d.tell("held", Skipped, tried, noTables.With(), nothing)
			return nil
		}
		since, held, err := hold.Held(ctx, tx)
		whole := hold.Whole(ctx, tx)
		switch {
		case err != nil:
			return err
		case whole != nil:
			d.tell("held", Broken, tried, fault.Public(whole), mendRestore.With())
		case held:
			d.tell("held", Odd, tried, heldSince.With(since.Format(time.RFC3339)), mendHeld.With())
		default:
			d.tell("held", Fine, tried, notHeld.With(), nothing)
		}
		return nil
	})
}

// walOf is the size of the log beside a SQLite file.
func walOf(file string) int64 {
	info, err := os.Stat(filepath.Clean(file) + "-wal")
	if err != nil {
		return 0
	}
	return info.Size()
}
