package api

import (
	"sync"
	"time"
)

// What one token, and one address without a token, may ask.
const (
	perSecond    = 20_000 // requests of a token
	asksAtOnce   = 200    // things a token may ask for in a row
	asksRefill   = 20     // of these each second
	wrongAtOnce  = 20     // wrong tokens of an address in a row
	wrongRefills = 0.5    // of these each second
	mostBuckets  = 50_000
)

// limiter keeps a bucket for each token and address. It is kept in memory: it
// guards this process, not the sum of all.
type limiter struct {
	mu      sync.Mutex
	buckets map[string]*bucket
}

type bucket struct {
	left float64
	at   time.Time
}

func newLimiter() *limiter { return &limiter{buckets: map[string]*bucket{}} }

// fill brings a bucket up to now. l.mu is held.
func (l *limiter) fill(key string, now time.Time, size, rate float64) *bucket {
	b := l.buckets[key]
	if b == nil {
		if len(l.buckets) >= mostBuckets { // who fills it with addresses empties it
			clear(l.buckets)
		}
		b = &bucket{left: size, at: now}
		l.buckets[key] = b
	}
	if d := now.Sub(b.at).Seconds(); d > 0 {
		b.left = min(size, b.left+d*rate)
	}
	b.at = now
	return b
}

// take takes n from a token's bucket, or says how long to wait.
func (l *limiter) take(key string, now time.Time, n float64) time.Duration {
	l.mu.Lock()
	defer l.mu.Unlock()
	b := l.fill(key, now, perSecond, perSecond)
	if b.left < n {
		return time.Duration((n - b.left) / perSecond * float64(time.Second))
	}
	b.left -= n
	return 0
}

// ask takes one from what a token may ask for, or says how long to wait.
func (l *limiter) ask(key string, now time.Time) time.Duration {
	l.mu.Lock()
	defer l.mu.Unlock()
	b := l.fill(key, now, asksAtOnce, asksRefill)
	if b.left < 1 {
		return time.Duration((1 - b.left) / asksRefill * float64(time.Second))
	}
	b.left--
	return 0
}

// blocked says for how long an address showed too many wrong tokens.
func (l *limiter) blocked(key string, now time.Time) time.Duration {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.buckets[key] == nil {
		return 0
	}
	if b := l.fill(key, now, wrongAtOnce, wrongRefills); b.left < 1 {
		return time.Duration((1 - b.left) / wrongRefills * float64(time.Second))
	}
	return 0
}

// wrong notes a wrong token of an address.
func (l *limiter) wrong(key string, now time.Time) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.fill(key, now, wrongAtOnce, wrongRefills).left--
}
