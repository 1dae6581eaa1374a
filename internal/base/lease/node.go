package lease

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/id"
)

// nodes is how many processes may make ids at a time.
const nodes = 1024

var errNoNode = errors.New("every one of the 1024 numbers for processes is taken")

// Node is the number under which a process makes ids.
type Node struct {
	IDs *id.Source

	db    *db.DB
	owner string
	node  uint16
}

// TakeNode takes a number that no other process holds. Its ids come after all
// that were made under it before, whatever the clock says now. owner is unlike
// that of any other process. Every process takes one, commands that end at once too.
func TakeNode(ctx context.Context, d *db.DB, owner string) (*Node, error) {
	n := &Node{db: d, owner: owner}
	err := d.Write(ctx, func(tx *db.Tx) error {
		if err := lockNodes(ctx, tx); err != nil {
			return err
		}
		used, held := map[uint16]time.Time{}, map[uint16]bool{}
		err := tx.Each(ctx, `SELECT node, owner, until FROM lease_node`, nil, func(scan func(...any) error) error {
			var node uint16
			var holder string
			var until int64
			err := scan(&node, &holder, &until)
			used[node], held[node] = time.UnixMilli(until), holder != "" && !time.UnixMilli(until).Before(tx.Now)
			return err
		})
		if err != nil {
			return fmt.Errorf("list nodes: %w", err)
		}
		for node := range uint16(nodes) {
			if until := used[node]; !held[node] {
				n.node, n.IDs = node, id.NewSourceAfter(node, until)
				_, err := tx.Exec(ctx, `INSERT INTO lease_node (node, owner, until) VALUES ($1, $2, $3)
					ON CONFLICT (node) DO UPDATE SET owner = excluded.owner, until = excluded.until`,
					int64(node), owner, later(tx.Now, until).Add(nodeLength).UnixMilli())
				return err
			}
		}
		return errNoNode
	})
	if err != nil {
		return nil, fmt.Errorf("take a number for ids: %w", err)
	}
	return n, nil
}

// nodeLength is how long a process may make ids without renewing its number.
// Longer than a lease, since a process that lost its number would have to stop.
const nodeLength = time.Minute

// lockNodes lets one process at a time look for a free number.
func lockNodes(ctx context.Context, tx *db.Tx) error {
	if tx.Dialect == db.SQLite {
		return nil
	}
	_, err := tx.Exec(ctx, `LOCK TABLE lease_node IN SHARE ROW EXCLUSIVE MODE`)
	return err
}

// Renew keeps the number; it is called at least twice a minute. An error that
// says the number was lost means that this process must make no more ids.
func (n *Node) Renew(ctx context.Context) error {
	return n.db.WriteFirst(ctx, func(tx *db.Tx) error {
		until := later(tx.Now, n.IDs.Newest()).Add(nodeLength)
		mine, err := tx.Exec(ctx, `UPDATE lease_node SET until = CASE WHEN until > $3 THEN until ELSE $3 END WHERE node = $1 AND owner = $2`,
			int64(n.node), n.owner, until.UnixMilli())
		if err != nil {
			return fmt.Errorf("keep the number for ids: %w", err)
		}
		if mine == 0 {
			return ErrLost
		}
		return nil
	})
}

// ErrLost says that another process makes ids under our number now: this one was
// stopped for too long.
var ErrLost = errors.New("another process makes ids under this one's number")

// Close gives the number back at once, noting how far its ids reach.
func (n *Node) Close(ctx context.Context) error {
	return n.db.Write(ctx, func(tx *db.Tx) error {
		_, err := tx.Exec(ctx, `UPDATE lease_node SET until = $3 WHERE node = $1 AND owner = $2`,
			int64(n.node), n.owner, n.IDs.Newest().UnixMilli())
		if err != nil {
			return fmt.Errorf("give back the number for ids: %w", err)
		}
		return nil
	})
}

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

// Floor is how far the ids of a node reach: none is of a later moment.
type Floor struct {
	Node  int64 `json:"node"`
	Until int64 `json:"until"`
}

// Floors lists how far ids reach.
func Floors(ctx context.Context, tx *db.Tx) (out []Floor, err error) {
	err = tx.Each(ctx, `SELECT node, until FROM lease_node ORDER BY node`, nil, func(scan func(...any) error) error {
		var f Floor
		err := scan(&f.Node, &f.Until)
		out = append(out, f)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("list how far ids reach: %w", err)
	}
	return out, nil
}

// SetFloors makes every new id of a later moment than those made elsewhere
// under the same node. Nobody holds the nodes by it.
func SetFloors(ctx context.Context, tx *db.Tx, floors []Floor) error {
	for _, f := range floors {
		_, err := tx.Exec(ctx, `INSERT INTO lease_node (node, owner, until) VALUES ($1, '', $2)
			ON CONFLICT (node) DO UPDATE SET until = CASE WHEN lease_node.until > excluded.until THEN lease_node.until ELSE excluded.until END`,
			f.Node, f.Until)
		if err != nil {
			return fmt.Errorf("note how far ids reach: %w", err)
		}
	}
	return nil
}
