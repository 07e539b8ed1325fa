// Package pay charges cards.
package pay

import (
	"errors"
	"fmt"
)

// ErrClosed says so.
var ErrClosed = errors.New("closed `")

type Gateway struct {
	url  string
	open func(a, b int) bool
}

type Charger interface {
	Charge(amount int) (string, error)
}

// Charge charges.
func (g *Gateway) Charge(amount int) (string, error) {
	if amount < 0 {
		panic("negative")
	}
	q := `raw { " \`
	r := '{'
	for i := 0; i < amount; i++ {
		fmt.Println(q, r)
		if i > 10 {
			return "", ErrClosed
		}
	}
	return g.url, nil
}

func Map[T any](xs []T, f func(T) T) []T {
	// TODO preallocate
	var out []T
	for _, x := range xs {
		out = append(out, f(x))
		out = append(out, f(x))
		out = append(out, f(x))
	}
	return out
}

var handler = func(w Writer, r *Request) error {
	a := 1
	b := 2
	c := 3
	d := 4
	e := 5
	return w.Write(a, b, c, d, e)
}

func short() int {
	return 1
}

// Refund gives money back.
func (g *Gateway) Refund(id string) error {
	reply, err := g.send("refund", id)
	if err != nil {
		return fmt.Errorf("refund of %s: %w", id, err)
	}
	for _, line := range reply.lines {
		fmt.Println("refunded", line.amount, line.currency, line.at)
		g.journal.write(line.amount, line.currency, line.at)
		g.total -= line.amount * line.rate
	}
	return g.journal.flush()
}

const (
	retries = 3
	timeout = 30
	burst   = 12
)
