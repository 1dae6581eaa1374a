package e2ewine_test

import (
	"bytes"
	"encoding/binary"
)

// Every program that Go builds for Windows asks bcryptprimitives.dll for chance.
// Wine has that library from 8.13 on, Debian 12 has Wine 8.0: there this stands in
// for it. It is a library with no code, which passes the one function on to the one
// that Wine has.
const (
	shimName   = "bcryptprimitives.dll"
	shimOffers = "ProcessPrng"
	shimPasses = "advapi32.SystemFunction036" // RtlGenRandom, which takes the same
)

// The one section of the file, where it lies in memory and in the file.
const (
	memoryAt = 0x1000
	fileAt   = 0x200
	fileSize = 0x200
)

// shim is the library, as PE32+ describes it.
func shim() []byte {
	var b bytes.Buffer
	put := func(v ...any) {
		for _, x := range v {
			_ = binary.Write(&b, binary.LittleEndian, x) // to memory
		}
	}
	b.WriteString("MZ")
	b.Write(make([]byte, 58))
	put(uint32(64)) // where the header is
	b.WriteString("PE\x00\x00")
	put(uint16(0x8664), uint16(1), uint32(0), uint32(0), uint32(0), uint16(240), uint16(0x2022)) // amd64, one section, a library
	put(uint16(0x20b), uint16(0), uint32(0), uint32(fileSize), uint32(0), uint32(0), uint32(0))  // no code, no entry
	put(uint64(0x180000000), uint32(0x1000), uint32(0x200))
	put(uint16(6), uint16(0), uint16(0), uint16(0), uint16(6), uint16(0), uint32(0))
	put(uint32(0x2000), uint32(fileAt), uint32(0), uint16(3), uint16(0x100))
	put(uint64(1<<20), uint64(1<<12), uint64(1<<20), uint64(1<<12), uint32(0), uint32(16))
	exports := exportTable()
	put(uint32(memoryAt), uint32(len(exports))) // what it offers
	b.Write(make([]byte, 15*8))
	b.WriteString(".rdata\x00\x00")
	put(uint32(len(exports)), uint32(memoryAt), uint32(fileSize), uint32(fileAt), uint32(0), uint32(0), uint32(0), uint32(0x40000040))
	b.Write(make([]byte, fileAt-b.Len()))
	b.Write(exports)
	b.Write(make([]byte, fileAt+fileSize-b.Len()))
	return b.Bytes()
}

// exportTable offers one function that is another's. What is passed on is told from
// code by lying within the table.
func exportTable() []byte {
	const (
		functions = memoryAt + 40
		names     = functions + 4
		ordinals  = names + 4
		texts     = ordinals + 2
	)
	library, offered := texts, texts+len(shimName)+1
	passed := offered + len(shimOffers) + 1
	var b bytes.Buffer
	for _, x := range []uint32{0, 0, 0, uint32(library), 1, 1, 1, functions, names, ordinals, uint32(passed), uint32(offered)} {
		_ = binary.Write(&b, binary.LittleEndian, x) // to memory
	}
	b.Write([]byte{0, 0})
	for _, s := range []string{shimName, shimOffers, shimPasses} {
		b.WriteString(s + "\x00")
	}
	return b.Bytes()
}
