package main

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/i18n"
)

// TestBaseURLIsAHost: everything is served from the root of a host, so a link
// below a path would lead nowhere.
func TestBaseURLIsAHost(t *testing.T) {
	for s, good := range map[string]bool{
		"https://hs.example": true, "https://hs.example/": true, "http://127.0.0.1:8080": true,
		"https://hs.example/console": false, "https://hs.example/?a=b": false, "https://hs.example/#a": false,
		"hs.example": false, "ftp://hs.example": false, "https://": false, "": false,
	} {
		if _, err := parseBase(s); (err == nil) != good || err != nil && fault.KindOf(err) != fault.Invalid {
			t.Errorf("%q: %v", s, err)
		}
	}
}

// TestAdminNeedsAnInstallation: who names the wrong folder, or stands in the
// wrong one, is told so, and nothing is made there.
func TestAdminNeedsAnInstallation(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "elsewhere")
	var out bytes.Buffer
	p := &program{out: &out, err: &out, lang: i18n.En}
	err := (&linkCommand{place: place{Data: dir}, BaseURL: "https://hs.example"}).Run(t.Context(), p)
	if fault.KindOf(err) != fault.NotFound || !strings.Contains(fault.Public(err).In(i18n.En), dir) {
		t.Errorf("a link for a folder without data: %v", err)
	}
	if _, err := os.Stat(dir); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("looking for data has made %s", dir)
	}
}
