package db

import (
	"database/sql/driver"
	"testing"
)

// Break makes the pool drop the writing connection, as it does when one fails.
func (d *DB) Break(t *testing.T) {
	t.Helper()
	conn, err := d.write.Conn(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	_ = conn.Raw(func(any) error { return driver.ErrBadConn }) // which closes it
	_ = conn.Close()                                           // it is closed
}
