package auth

import (
	"context"
	"crypto/subtle"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"runtime"
	"strconv"
	"strings"
	"sync/atomic"

	"golang.org/x/crypto/argon2"
	"golang.org/x/text/unicode/norm"

	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/i18n"
)

// cost is what one argon2id hash takes.
type cost struct {
	memory uint32 // KiB
	time   uint32
	lanes  uint8
}

// today is the cost of new hashes: 19 MiB and two passes, the least that is
// advised for argon2id today. A hash made cheaper is made anew at sign-in.
var today = cost{memory: 19 * 1024, time: 2, lanes: 1}

// What a stored hash may ask for. A row somebody tampered with must not make
// a sign-in take the machine's memory.
const (
	maxMemory = 256 * 1024 // KiB
	maxTime   = 16
	maxLanes  = 8
	saltBytes = 16
	keyBytes  = 32
	maxQueue  = 64 // sign-ins waiting for a turn; more are told to come back
)

var busy = i18n.Text{
	Hans: "现在登录的人太多了，请过几秒再试。",
	Hant: "目前登入的人太多了，請過幾秒再試。",
	En:   "Too many people are signing in right now. Please try again in a few seconds.",
}

var errBadHash = errors.New("stored password hash is not a PHC string of argon2id")

// hasher makes and checks password hashes, a few at a time: each takes 19 MiB
// while it runs, and a flood of sign-ins must not take the whole machine.
type hasher struct {
	rand    io.Reader
	cost    cost
	turns   chan struct{}
	waiting atomic.Int64
	decoy   string // checked where there is no such login, so that it takes as long
}

func newHasher(rand io.Reader) *hasher {
	zero := make([]byte, saltBytes+keyBytes)
	return &hasher{
		rand:  rand,
		cost:  today,
		turns: make(chan struct{}, max(2, runtime.NumCPU())),
		decoy: phc(today, zero[:saltBytes], zero[saltBytes:]),
	}
}

// take waits for a turn. It fails with Limited when too many wait already, or
// with the context's error.
func (h *hasher) take(ctx context.Context) error {
	if h.waiting.Add(1) > maxQueue {
		h.waiting.Add(-1)
		return fault.New(fault.Limited, busy.With())
	}
	defer h.waiting.Add(-1)
	select {
	case h.turns <- struct{}{}:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (h *hasher) give() { <-h.turns }

// Hash returns the PHC string of password with a fresh salt.
func (h *hasher) Hash(ctx context.Context, password string) (string, error) {
	salt := make([]byte, saltBytes)
	if _, err := io.ReadFull(h.rand, salt); err != nil {
		return "", fmt.Errorf("take randomness: %w", err)
	}
	if err := h.take(ctx); err != nil {
		return "", err
	}
	defer h.give()
	return phc(h.cost, salt, derive(h.cost, salt, password, keyBytes)), nil
}

// Check reports whether password made stored, and whether the hash should be
// made anew at today's cost. An empty stored (nobody, or no password set)
// takes as long as a wrong password and never matches.
func (h *hasher) Check(ctx context.Context, stored, password string) (match, renew bool, err error) {
	decoy := stored == ""
	if decoy {
		stored = h.decoy
	}
	c, salt, key, err := parsePHC(stored)
	if err != nil {
		return false, false, err
	}
	if err := h.take(ctx); err != nil {
		return false, false, err
	}
	defer h.give()
	same := subtle.ConstantTimeCompare(derive(c, salt, password, len(key)), key) == 1
	return same && !decoy, c != h.cost, nil
}

func derive(c cost, salt []byte, password string, n int) []byte {
	return argon2.IDKey([]byte(norm.NFC.String(password)), salt, c.time, c.memory, c.lanes, uint32(n))
}

// phc writes a hash as $argon2id$v=19$m=…,t=…,p=…$salt$key.
func phc(c cost, salt, key []byte) string {
	b := base64.RawStdEncoding
	return fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=%d$%s$%s",
		argon2.Version, c.memory, c.time, c.lanes, b.EncodeToString(salt), b.EncodeToString(key))
}

// parsePHC reads what phc wrote. It refuses other algorithms, other versions
// and costs beyond the limits.
func parsePHC(s string) (c cost, salt, key []byte, err error) {
	part := strings.Split(s, "$")
	if len(part) != 6 || part[0] != "" || part[1] != "argon2id" || part[2] != "v="+strconv.Itoa(argon2.Version) {
		return cost{}, nil, nil, errBadHash
	}
	param := strings.Split(part[3], ",")
	if len(param) != 3 {
		return cost{}, nil, nil, errBadHash
	}
	var n [3]uint64
	for i, spec := range []struct {
		name     string
		min, max uint64
	}{{"m=", 8, maxMemory}, {"t=", 1, maxTime}, {"p=", 1, maxLanes}} {
		digits, ok := strings.CutPrefix(param[i], spec.name)
		n[i], err = strconv.ParseUint(digits, 10, 32)
		if !ok || err != nil || n[i] < spec.min || n[i] > spec.max {
			return cost{}, nil, nil, errBadHash
		}
	}
	c = cost{memory: uint32(n[0]), time: uint32(n[1]), lanes: uint8(n[2])}
	b := base64.RawStdEncoding.Strict()
	if salt, err = b.DecodeString(part[4]); err != nil || len(salt) < 8 || len(salt) > 64 {
		return cost{}, nil, nil, errBadHash
	}
	if key, err = b.DecodeString(part[5]); err != nil || len(key) < 16 || len(key) > 64 {
		return cost{}, nil, nil, errBadHash
	}
	return c, salt, key, nil
}
