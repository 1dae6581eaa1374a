package main

import (
	"context"
	"fmt"
	"os"
	"strings"

	"github.com/huoshui/huoshui/internal/base/clock"
	"github.com/huoshui/huoshui/internal/base/db"
)

// postgresSchema makes an empty schema and returns its address and how to drop it.
func postgresSchema(ctx context.Context, address, name string) (in string, drop func(), err error) {
	name = fmt.Sprintf("%s_%d", name, os.Getpid())
	if err := statement(ctx, address, "CREATE SCHEMA "+name); err != nil {
		return "", nil, err
	}
	sep := "?"
	if strings.Contains(address, "?") {
		sep = "&"
	}
	return address + sep + "search_path=" + name, func() {
		if err := statement(context.WithoutCancel(ctx), address, "DROP SCHEMA "+name+" CASCADE"); err != nil {
			fmt.Fprintln(os.Stderr, "bench:", err)
		}
	}, nil
}

func statement(ctx context.Context, address, text string) error {
	d, err := db.Open(ctx, address, clock.Real{})
	if err != nil {
		return err
	}
	defer d.Close() //nolint:errcheck // the statement's error tells
	return d.Write(ctx, func(tx *db.Tx) error {
		_, err := tx.Exec(ctx, text)
		return err
	})
}
