package db

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"io"
	"net"
	"slices"
	"syscall"

	"github.com/huoshui/huoshui/internal/base/fault"
)

// IsAway reports whether err is about the database or the time, not about what was
// to be done: the same will do another time.
func IsAway(ctx context.Context, err error) bool {
	if ctx.Err() != nil || fault.KindOf(err) == fault.Unavailable {
		return true
	}
	for _, away := range []error{context.DeadlineExceeded, driver.ErrBadConn, sql.ErrConnDone, io.EOF, io.ErrUnexpectedEOF, net.ErrClosed,
		syscall.ENOSPC, syscall.EIO, syscall.EROFS} {
		if errors.Is(err, away) {
			return true
		}
	}
	if _, network := errors.AsType[net.Error](err); network {
		return true
	}
	if untried, ok := errors.AsType[interface {
		error
		SafeToRetry() bool
	}](err); ok && untried.SafeToRetry() { // pgx's, of a connection that was lost before it was used
		return true
	}
	if coded, ok := errors.AsType[interface {
		error
		Code() int
	}](err); ok && slices.Contains(sqliteAway, coded.Code()&0xff) {
		return true
	}
	stated, ok := errors.AsType[interface {
		error
		SQLState() string
	}](err)
	return ok && len(stated.SQLState()) == 5 && slices.Contains(postgresAway, stated.SQLState()[:2])
}

// sqliteAway are SQLite's codes for what is no statement's fault: busy, locked,
// no memory, not to be written, input or output failed, damaged, full, not to be
// opened, protocol, no database.
var sqliteAway = []int{5, 6, 7, 8, 10, 11, 13, 14, 15, 26}

// postgresAway are PostgreSQL's classes of the same: connections, read-only
// transactions, deadlocks, resources and full disks, objects in use, shutting
// down or starting up, the system, its settings, and itself.
var postgresAway = []string{"08", "25", "40", "53", "55", "57", "58", "F0", "XX"}
