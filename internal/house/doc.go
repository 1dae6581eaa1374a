// Package house wires the features together. It is the only package that
// imports them all, and it holds no rules of its own: it builds, connects what
// features need of each other, starts and stops.
package house
