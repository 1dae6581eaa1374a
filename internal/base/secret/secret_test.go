package secret_test

import (
	"bytes"
	"encoding/base64"
	"errors"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/secret"
)

func keep(t *testing.T, folder string) *secret.Key {
	t.Helper()
	k, err := secret.Keep(folder)
	if err != nil {
		t.Fatal(err)
	}
	return k
}

// TestSealedForOnePlace: what was sealed opens with the same key, for the same
// place, unchanged; with anything else it does not, and says so.
func TestSealedForOnePlace(t *testing.T) {
	folder := t.TempDir()
	k := keep(t, folder)
	text := []byte("as_token 0123456789")
	sealed, err := k.Seal(text, "ws/con")
	if err != nil || bytes.Contains(sealed, text[:8]) {
		t.Fatalf("sealed: %v, %q", err, sealed)
	}
	if got, err := keep(t, folder).Open(sealed, "ws/con"); err != nil || !bytes.Equal(got, text) {
		t.Errorf("opened with the same key: %q, %v", got, err)
	}
	again, _ := k.Seal(text, "ws/con")
	if bytes.Equal(again, sealed) {
		t.Error("the same text is sealed the same twice: who reads it sees that nothing changed")
	}
	refused := func(what string, k *secret.Key, sealed []byte, bound string) {
		t.Helper()
		if got, err := k.Open(sealed, bound); !errors.Is(err, secret.ErrLost) || fault.KindOf(err) != fault.Conflict || got != nil {
			t.Errorf("%s: %q, %v", what, got, err)
		}
	}
	refused("for another place", k, sealed, "ws/other")
	refused("with another key", keep(t, t.TempDir()), sealed, "ws/con")
	refused("nothing", k, nil, "ws/con")
	for i := range sealed {
		bent := bytes.Clone(sealed)
		bent[i] ^= 1
		refused("a bent byte", k, bent, "ws/con")
	}
	var none *secret.Key
	if _, err := none.Seal(text, "x"); fault.KindOf(err) != fault.Unavailable {
		t.Errorf("without a key: %v", err)
	}
	if _, err := none.Open(sealed, "x"); fault.KindOf(err) != fault.Unavailable {
		t.Errorf("without a key: %v", err)
	}
}

// TestKeyFile is made once, for its owner alone, also by many at the same moment.
func TestKeyFile(t *testing.T) {
	folder := t.TempDir()
	path := filepath.Join(folder, secret.FileName)
	var wait sync.WaitGroup
	keys := make([]*secret.Key, 8)
	for i := range keys {
		wait.Go(func() { keys[i], _ = secret.Keep(folder) })
	}
	wait.Wait()
	sealed, err := keys[0].Seal([]byte("x"), "")
	if err != nil {
		t.Fatal(err)
	}
	for _, k := range keys[1:] {
		if _, err := k.Open(sealed, ""); err != nil {
			t.Errorf("two made two keys: %v", err)
		}
	}
	at, err := os.Stat(path)
	if err != nil || at.Mode().Perm() != 0o600 {
		t.Errorf("%v, %v", at.Mode(), err)
	}
	if left, _ := filepath.Glob(filepath.Join(folder, ".secret-*")); len(left) > 0 {
		t.Errorf("left over: %v", left)
	}
	if err := os.Chmod(path, 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := secret.Keep(folder); fault.KindOf(err) != fault.Forbidden {
		t.Errorf("readable by all: %v", err)
	}
	if err := os.WriteFile(path, []byte("short"), 0o600); err != nil {
		t.Fatal(err)
	}
	_ = os.Chmod(path, 0o600)
	if _, err := secret.Keep(folder); fault.KindOf(err) != fault.Invalid {
		t.Errorf("a broken file: %v", err)
	}
	if _, err := secret.Keep(filepath.Join(folder, "missing")); fault.KindOf(err) != fault.Unavailable {
		t.Errorf("no folder: %v", err)
	}
}

func TestKeyFromText(t *testing.T) {
	raw := bytes.Repeat([]byte{0xfb}, 32)
	k, err := secret.Parse(base64.StdEncoding.EncodeToString(raw), "HUOSHUI_SECRET_KEY")
	if err != nil {
		t.Fatal(err)
	}
	sealed, _ := k.Seal([]byte("x"), "")
	same, err := secret.Parse(" "+base64.RawURLEncoding.EncodeToString(raw)+"\n", "")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := same.Open(sealed, ""); err != nil {
		t.Errorf("the other alphabet: %v", err)
	}
	for _, bad := range []string{"", "x", base64.StdEncoding.EncodeToString(raw[:16])} {
		if _, err := secret.Parse(bad, "HUOSHUI_SECRET_KEY"); fault.KindOf(err) != fault.Invalid {
			t.Errorf("%q: %v", bad, err)
		}
	}
}
