package link

import (
	"unicode"
	"unicode/utf8"
)

// maxNameRunes is the longest name looked for in a text.
const maxNameRunes = 24

// NameHash is the hash by which a sketch remembers a name: letter case,
// full-width forms, a leading @ and trailing _ ^ ` | (as in "jo_" for a taken
// "jo") do not count. It is 0 only for a name of which nothing is left.
func NameHash(name string) uint32 {
	h, kept, n := uint32(hashSeed), uint32(hashSeed), 0
	for _, c := range name {
		c = fold(c)
		if n == 0 && (c == '@' || unicode.IsSpace(c)) {
			continue
		}
		h = hashRune(h, c)
		n++
		switch {
		case c == '_' || c == '^' || c == '`' || c == '|' || unicode.IsSpace(c):
		default:
			kept = h
		}
	}
	if kept == hashSeed {
		return 0
	}
	return max(mix(kept), 1)
}

// Names knows the authors of a group by the hashes of their names. The zero
// value knows nobody. It holds no names.
type Names struct {
	full  map[uint32]int32 // NameHash → author, or ambiguous
	short map[uint16]int32 // its low half → author, or ambiguous
}

const (
	nobody    = int32(-1)
	ambiguous = int32(-2)
)

// Add tells that author goes by name. A name that two authors share names
// neither of them.
func (n *Names) Add(name string, author int32) { n.AddHash(NameHash(name), author) }

// AddHash is Add for a name of which only the NameHash was kept.
func (n *Names) AddHash(hash uint32, author int32) {
	if hash == 0 {
		return
	}
	if n.full == nil {
		n.full, n.short = map[uint32]int32{}, map[uint16]int32{}
	}
	enter(n.full, hash, author)
	enter(n.short, shortName(hash), author)
}

func enter[K comparable](m map[K]int32, key K, author int32) {
	if had, ok := m[key]; ok && had != author {
		author = ambiguous
	}
	m[key] = author
}

// shortName is the half of a name's hash kept of tokens that are probably
// ordinary words, so that they stay hard to guess.
func shortName(hash uint32) uint16 { return uint16(hash) }

// called returns the author with that NameHash, or nobody.
func (n *Names) called(hash uint32) int32 {
	if a, ok := n.full[hash]; ok && a != ambiguous {
		return a
	}
	return nobody
}

// perhaps returns the author whose name has that short hash, or nobody.
func (n *Names) perhaps(short uint16) int32 {
	if short == 0 {
		return nobody
	}
	if a, ok := n.short[short]; ok && a != ambiguous {
		return a
	}
	return nobody
}

const (
	hashSeed  = 2166136261 // FNV-1a's offset basis
	hashPrime = 16777619
)

func hashRune(h uint32, c rune) uint32 {
	for c >= 0x80 {
		h = (h ^ uint32(c&0x7f|0x80)) * hashPrime
		c >>= 7
	}
	return (h ^ uint32(c)) * hashPrime
}

// mix spreads a hash over all its bits (the finalizer of MurmurHash3).
func mix(h uint32) uint32 {
	h ^= h >> 16
	h *= 0x85ebca6b
	h ^= h >> 13
	h *= 0xc2b2ae35
	return h ^ h>>16
}

// fold maps letter case and full-width forms onto one form.
func fold(c rune) rune {
	switch {
	case 'A' <= c && c <= 'Z':
		return c + 32
	case c < utf8.RuneSelf:
		return c
	case 0xFF01 <= c && c <= 0xFF5E:
		return fold(c - 0xFEE0)
	case isHan(c):
		return c
	}
	return unicode.ToLower(c)
}

// isHan reports whether c is written without spaces between words: Han
// characters and kana.
func isHan(c rune) bool {
	return 0x3400 <= c && c <= 0x9FFF || 0x3041 <= c && c <= 0x30FF ||
		0x20000 <= c && c <= 0x323AF || 0xF900 <= c && c <= 0xFAFF
}
