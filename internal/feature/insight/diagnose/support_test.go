package diagnose_test

import (
	"sync"
	"testing"
	"time"

	"github.com/huoshui/huoshui/internal/feature/insight/diagnose"
	"github.com/huoshui/huoshui/internal/feature/insight/link"
	"github.com/huoshui/huoshui/internal/feature/insight/risk"
)

// shipped are the numbers the program ships.
var shipped = sync.OnceValues(func() (diagnose.Models, error) {
	links, err := link.Shipped()
	if err != nil {
		return diagnose.Models{}, err
	}
	dying, err := risk.Shipped()
	return diagnose.Models{Risk: dying, Links: links, ReplyError: 0.38}, err
})

func models(t testing.TB) diagnose.Models {
	t.Helper()
	m, err := shipped()
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func mustZone(t testing.TB, name string) *time.Location {
	t.Helper()
	zone, err := time.LoadLocation(name)
	if err != nil {
		t.Fatal(err)
	}
	return zone
}
