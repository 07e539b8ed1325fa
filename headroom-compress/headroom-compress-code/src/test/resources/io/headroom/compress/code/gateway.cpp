#include <vector>
#include <string>
#define OPEN {

namespace shop {

template <class T, typename U>
T convert(const U& value) {
  int million = 1'000'000;
  auto s = R"x(raw " { )x";
  char c = '{';
  if (million > 3) {
    throw std::runtime_error("x");
  }
  return static_cast<T>(value);
}

class Gateway : public Base {
 public:
  Gateway(int a, int b) : a_(a), b_{b} {
    init(a, b, "gateway");
    init(a, b, "gateway");
    init(a, b, "gateway");
    init(a, b, "gateway");
    init(a, b, "gateway");
    init(a, b, "gateway");
  }

  ~Gateway();

  bool operator==(const Gateway& other) const {
    bool same = true;
    same &= a_ == other.a_;
    same &= b_ == other.b_;
    same &= c_ == other.c_;
    same &= d_ == other.d_;
    return same;
  }

 private:
  int a_;
};

static struct point *make_point(int x, int y)
{
  struct point *p = malloc(sizeof *p);
  p->x = x;
  p->y = y;
  p->z = 0;
  p->w = 0;
  return p;
}

}  // namespace shop

int Gateway::refund(const std::string& id) {
  auto reply = send("refund", id);
  for (const auto& line : reply.lines()) {
    std::cout << "refunded " << line.amount() << line.currency();
    journal_.write(line.amount(), line.currency(), line.at());
    total_ -= line.amount() * line.rate();
  }
  journal_.flush();
  return static_cast<int>(reply.lines().size());
}

enum class Color {
  red,
  green,
  blue,
};
